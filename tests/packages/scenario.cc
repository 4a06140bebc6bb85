// Drives the C++ client through scenario.json. The environment names the server, its verifier key and the scenario: VERBATIM_SERVER,
// VERBATIM_KEY, VERBATIM_SCENARIO.

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/claim_import.h"
#include "client/client.h"
#include "client/log_watch.h"
#include "client/refusal.h"
#include "log/note.h"
#include "nlohmann/json.hpp"
#include "verify/bundle.h"

namespace verbatim::client {
namespace {

using nlohmann::json;
using Outcome = std::vector<std::string>;

std::string ReadFile(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

template <typename Message>
Message Parse(const json& value) {
  Message message;
  auto status = google::protobuf::util::JsonStringToMessage(value.dump(), &message);
  if (!status.ok()) ADD_FAILURE() << status.ToString();
  return message;
}

std::string Detail(const Refusal& refusal) {
  if (refusal.values) return refusal.values->values(0).attestation().stated().quantity().value();
  if (refusal.citation) return refusal.citation->passages(0).quote();
  if (!refusal.resource.empty()) return refusal.resource;
  return absl::StrJoin(refusal.violations, ",", [](std::string* out, const Refusal::Violation& violation) {
    out->append(violation.field);
  });
}

using Method = std::function<absl::StatusOr<json>(Client&, const json&)>;

template <typename Request, typename Response>
Method Wrap(absl::StatusOr<Response> (Client::*method)(Request)) {
  return [method](Client& client, const json& request) -> absl::StatusOr<json> {
    auto response = (client.*method)(Parse<std::remove_cvref_t<Request>>(request));
    if (!response.ok()) return response.status();
    std::string text;
    if (!google::protobuf::util::MessageToJsonString(*response, &text).ok())
      return absl::InternalError("no JSON");
    return json::parse(text);
  };
}

const std::map<std::string, Method>& Methods() {
  static const auto& methods = *new std::map<std::string, Method>{
      {"CreateDocument", Wrap(&Client::CreateDocument)}, {"CreateRevision", Wrap(&Client::CreateRevision)},
      {"CreateClaim", Wrap(&Client::CreateClaim)},       {"GetClaim", Wrap(&Client::GetClaim)},
      {"ListClaims", Wrap(&Client::ListClaims)},         {"UpdateClaim", Wrap(&Client::UpdateClaim)},
      {"RetractClaim", Wrap(&Client::RetractClaim)},     {"VerifyClaim", Wrap(&Client::VerifyClaim)}};
  return methods;
}

Outcome Call(Client& client, const json& step) {
  auto response = Methods().at(step["method"])(client, step["request"]);
  if (!response.ok()) {
    const Refusal refusal = ReadRefusal(response.status());
    return {absl::StatusCodeToString(refusal.code), refusal.reason, Detail(refusal)};
  }
  Outcome shown;
  for (const json& path : step["show"]) {
    const json value =
        (*response)[json::json_pointer("/" + absl::StrReplaceAll(path.get<std::string>(), {{".", "/"}}))];
    shown.push_back(value.is_string() ? value.get<std::string>() : value.dump());
  }
  return shown;
}

Outcome Import(Client& client, const json& requests) {
  Outcome outcomes;
  auto import = client.ImportClaims([&](const v1::ImportClaimsResponse& response) {
    outcomes.push_back(response.has_claim() ? response.claim().text() : ReadRefusal(response.error()).reason);
  });
  for (const json& request : requests) EXPECT_TRUE(import->Send(Parse<v1::CreateClaimRequest>(request)));
  EXPECT_TRUE(import->Finish().ok());
  return outcomes;
}

Outcome Prove(Client& client, const std::string& name) {
  v1::GetProofBundleRequest request;
  request.set_name(name);
  auto proof = client.GetProofBundle(request);
  std::string key_text = ReadFile(std::getenv("VERBATIM_KEY"));
  auto key = log::VerifierKey::FromText(key_text.substr(0, key_text.find('\n')));
  if (!proof.ok() || !key.ok()) return {"no proof"};
  return {verify::VerifyBundle(proof->bundle().SerializeAsString(), *key).ok() ? "PROVEN" : "FAILED"};
}

Outcome Watch(Client& client, const json& step) {
  v1::WatchRequest request;
  request.mutable_filter()->set_resource(step["watch"].get<std::string>());
  auto watch = client.WatchLog(request);
  Outcome types;
  while (types.size() < step["count"]) {
    auto response = watch->Next();
    if (!response.ok()) break;
    for (const v1::LogEntry& entry : response->entries()) types.push_back(v1::EntryType_Name(entry.type()));
  }
  return types;
}

TEST(Scenario, HasItsOutcomesInCpp) {
  auto client = Client::Connect(std::getenv("VERBATIM_SERVER"));
  const json scenario =
      json::parse(absl::StrReplaceAll(ReadFile(std::getenv("VERBATIM_SCENARIO")), {{"{client}", "cpp"}}));
  int number = 0;
  for (const json& step : scenario["steps"]) {
    const Outcome outcome = step.contains("import")  ? Import(*client, step["import"])
                            : step.contains("prove") ? Prove(*client, step["prove"])
                            : step.contains("watch") ? Watch(*client, step)
                                                     : Call(*client, step);
    EXPECT_EQ(outcome, step["outcome"].get<Outcome>()) << "step " << number;
    ++number;
  }
}

}  // namespace
}  // namespace verbatim::client
