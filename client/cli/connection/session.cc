#include "cli/connection/session.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string_view>
#include <thread>
#include <utility>

#include "CLI/CLI.hpp"
#include "cli/connection/connection_hint.h"
#include "cli/connection/server_address.h"
#include "cli/connection/token.h"
#include "client/bearer_token.h"
#include "google/protobuf/util/json_util.h"

namespace verbatim::cli {

client::Client& Session::client() {
  if (client_ == nullptr) {
    if (std::string fault = AddressFault(server); !fault.empty()) {
      throw CLI::ValidationError("--server", std::move(fault));
    }
    client::Options options;
    options.timeout = std::chrono::milliseconds(static_cast<int64_t>(timeout_seconds * 1000));
    const bool wanted = use_tls || !tls.authorities.empty() || !tls.certificate.empty();
    if (wanted && !server.starts_with("unix:")) options.tls = ReadTls(tls);
    options.token = ReadToken(token_file);
    if (!options.token.empty() && !options.tls && !client::IsLocal(server)) {
      throw CLI::ValidationError(token_file.empty() ? "VERBATIM_TOKEN" : "--token-file",
                                 "a token is sent only over TLS or on this machine; --tls turns TLS on");
    }
    client_ = client::Client::Connect(server, options);
    if (waits_for_service) WaitForService();
  }
  return *client_;
}

void Session::WaitForService() const {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kAnswerTime(1000);
  constexpr std::chrono::milliseconds kMaxPause(1000);
  std::chrono::milliseconds pause(100);
  const double patience = std::min(timeout_seconds, connect_timeout_seconds);
  const auto give_up = Clock::now() + std::chrono::milliseconds(static_cast<int64_t>(patience * 1000));
  absl::Status nothing_listens;
  while (nothing_listens.ok() || Clock::now() < give_up) {
    const absl::Status pinged = client_->Ping(kAnswerTime);
    const client::Refusal refusal = client::ReadRefusal(pinged);
    // While gRPC waits between two attempts to connect, a call fails for other reasons, which have no hint.
    const bool between = !pinged.ok() && !nothing_listens.ok() && ConnectionHint(refusal).empty();
    // The command's own call reports other errors.
    if (!between && !NothingListens(refusal)) return;
    if (nothing_listens.ok()) {
      nothing_listens = pinged;
      if (patience == 0) break;
      std::cerr << "verbatim: nothing listens at " << server << " yet; waiting for the service up to "
                << patience << " s (--connect-timeout)\n";
    }
    std::this_thread::sleep_for(std::min<Clock::duration>(pause, give_up - Clock::now()));
    pause = std::min(2 * pause, kMaxPause);
  }
  throw CLI::RuntimeError(Fail(nothing_listens));
}

ExitCode Session::Fail(const absl::Status& status) const {
  const client::Refusal refusal = client::ReadRefusal(status);
  if (json) std::cout << "{\"error\":" << RefusalJson(refusal, names) << "}\n";
  return PrintFailure(refusal, names, server, std::cerr);
}

void Session::PrintJson(const google::protobuf::Message& message) const { std::cout << JsonLine(message); }

namespace {

// Removes fields that are empty strings or lists from JSON without white space. Quotes within strings are
// escaped there, so `":""` is always the end of a name and an empty value. Labels keep their empty values.
std::string WithoutEmpty(std::string_view json) {
  std::string kept;
  size_t copied = 0;
  for (size_t colon = json.find("\":"); colon != json.npos; colon = json.find("\":", colon + 2)) {
    const std::string_view value = json.substr(colon + 2, 2);
    const size_t end = colon + 4;
    if (json[colon - 1] == '\\' || (value != "\"\"" && value != "[]")) continue;
    const size_t name = json.rfind('"', colon - 1);
    if (json.substr(0, json.rfind('{', name)).ends_with("\"labels\":")) continue;
    // The comma before the field goes with it, or else the comma behind it.
    const bool comma_before = json[name - 1] == ',' && name - 1 >= copied;
    kept.append(json.substr(copied, name - (comma_before ? 1 : 0) - copied));
    copied = end + (!comma_before && end < json.size() && json[end] == ',' ? 1 : 0);
  }
  kept.append(json.substr(copied));
  return kept;
}

}  // namespace

std::string JsonLine(const google::protobuf::Message& message, EmptyFields empty) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = empty == EmptyFields::kPrint;
  std::string line;
  if (!google::protobuf::util::MessageToJsonString(message, &line, options).ok()) return "";
  // The option also prints empty strings and lists, which would look like values that the service states.
  return (empty == EmptyFields::kPrint ? WithoutEmpty(line) : line) + '\n';
}

}  // namespace verbatim::cli
