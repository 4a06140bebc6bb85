#pragma once

#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "access/policy_loader.h"
#include "fixture.h"
#include "nlohmann/json.hpp"
#include "support/token_signer.h"

namespace verbatim::test {

// Authorization of a call, as metadata.
struct CallWithToken : grpc::ClientContext {
  explicit CallWithToken(const std::string& token) { AddMetadata("authorization", "Bearer " + token); }
};

// The service with a policy that names an OpenID Connect issuer, whose keys are in a file.
class IssuerTest : public ApiTest {
 protected:
  IssuerTest() {
    WriteKeys({&signer_});
    SetPolicy(kGroups);
    authenticator_ = &with_issuer_;
    Start();
  }
  ~IssuerTest() override { Stop(); }

  void WriteKeys(const std::vector<const TokenSigner*>& signers) {
    std::ofstream(folder_.Path("new.json")) << KeySetOf(signers);
    std::filesystem::rename(folder_.Path("new.json"), folder_.Path("keys.json"));
  }
  // `groups` are the roles of the issuer's groups, in YAML. `more` is added to the file.
  void SetPolicy(const std::string& groups, const std::string& more = "") {
    auto policy = loader_.Load(
        "version: 1\nanonymous: none\nissuers:\n"
        "  - issuer: https://login.example\n    audiences: [verbatim]\n    jwks_file: keys.json\n"
        "    client_id: page\n    claims: {name: email, groups: groups}\n    groups: " +
        groups + "\n" + more);
    ASSERT_TRUE(policy.ok()) << policy.status();
    with_issuer_.Replace(*std::move(policy));
  }
  // A token that expires after this time. Tokens are accepted up to a minute after their `exp`.
  static std::string Token(const TokenSigner& signer,
                           const nlohmann::json& changes = nlohmann::json::object(),
                           absl::Duration valid = absl::Minutes(10)) {
    nlohmann::json claims = {{"iss", "https://login.example"},
                             {"sub", "anna"},
                             {"aud", "verbatim"},
                             {"email", "anna@paper.example"},
                             {"groups", {"desk"}},
                             {"exp", absl::ToDoubleSeconds(absl::Now() + valid - absl::UnixEpoch()) - 60}};
    claims.merge_patch(changes);
    return signer.Token(claims.dump());
  }
  std::string Token(const nlohmann::json& changes = nlohmann::json::object()) const {
    return Token(signer_, changes);
  }

  grpc::Status List(const std::string& token) {
    CallWithToken context(token);
    v1::ListDocumentsResponse listed;
    return documents_->ListDocuments(&context, {}, &listed);
  }
  grpc::Status Add(const std::string& token, const std::string& id) {
    CallWithToken context(token);
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_content()->set_data(kBrief);
    v1::CreateDocumentResponse response;
    return documents_->CreateDocument(&context, request, &response);
  }
  std::vector<v1::LogEntry> Entries(const std::string& token) {
    CallWithToken context(token);
    v1::ListEntriesResponse response;
    EXPECT_TRUE(log_->ListEntries(&context, {}, &response).ok());
    return {response.entries().begin(), response.entries().end()};
  }

  static constexpr char kGroups[] = "{desk: editor, staff: reader, bots: extractor}";

  const TokenSigner signer_{TokenSigner::Type::kEd25519, "first"};
  access::PolicyLoader loader_{folder_.Path("policy.yaml"), FastVerifier()};
  access::Authenticator with_issuer_{access::Policy(access::PolicyFile())};

 private:
  // Reads files of keys often.
  static access::oidc::VerifierOptions FastVerifier() {
    access::oidc::VerifierOptions options;
    options.file_interval = std::chrono::milliseconds(10);
    return options;
  }
};

}  // namespace verbatim::test
