// Tokens of a real issuer, oauth2-mock-server, which run.sh installs.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "access/oidc/token_verifier.h"
#include "nlohmann/json.hpp"
#include "support/eventually.h"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"
#include "verbatim/v1/document_service.grpc.pb.h"
#include "verbatim/v1/log_service.grpc.pb.h"

namespace verbatim::access::oidc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ARealIssuer : public ::testing::Test {
 protected:
  ARealIssuer() : issuer_({"/usr/bin/env", "node", std::getenv("ISSUER_SCRIPT"), folder_.Path("ports")}) {
    test::Eventually([&] { return !test::ReadFile(folder_.Path("ports")).empty() || issuer_.HasEnded(); });
    std::istringstream ports(test::ReadFile(folder_.Path("ports")));
    ports >> port_ >> control_port_;
    if (control_port_.empty()) std::abort();
    SetClaims({{"aud", "verbatim"}, {"groups", {"staff"}}, {"email", "alice@example.org"}});
    options_.issuer = Url();
    options_.audiences = {"verbatim"};
    options_.jwks_uri = Url() + "/jwks";
    options_.name_claim = "email";
    options_.groups_claim = "groups";
    options_.groups = {{"desk", "editor"}, {"staff", "reader"}};
  }

  std::string Url() const { return "http://127.0.0.1:" + port_; }
  void Control(const std::string& action, const std::string& body = "") const {
    ASSERT_EQ(Post("http://127.0.0.1:" + control_port_ + "/" + action, body), "ok");
  }
  void SetClaims(const nlohmann::json& claims) const { Control("claims", claims.dump()); }
  // A token for a user, as a client gets it.
  std::string Token(const std::string& user = "alice") const {
    const std::string answer = Post(Url() + "/token", "grant_type=password&scope=openid&username=" + user);
    return nlohmann::json::parse(answer).at("access_token").get<std::string>();
  }

  // Loads keys only at the beginning and for tokens that name unknown keys.
  std::unique_ptr<TokenVerifier> Verifier() {
    VerifierOptions options;
    options.clock = [this] { return absl::Now() + absl::Seconds(ahead_seconds_.load()); };
    options.interval = options.retry = std::chrono::hours(10);
    options.min_interval = std::chrono::milliseconds(0);
    options.max_wait = std::chrono::minutes(1);
    return *TokenVerifier::Create({options_}, options);
  }
  void Advance(absl::Duration by) { ahead_seconds_ += absl::ToInt64Seconds(by); }

 private:
  static std::string Post(const std::string& url, const std::string& body) {
    return test::RunProgram({"/usr/bin/curl", "-sS", "--noproxy", "*", "--data-binary", body, url}).output;
  }

  test::TempFolder folder_;
  test::Process issuer_;
  std::string port_;
  std::string control_port_;
  IssuerOptions options_;
  std::atomic<int64_t> ahead_seconds_ = 0;
};

TEST_F(ARealIssuer, SaysWhoSendsAToken) {
  const auto verifier = Verifier();
  const absl::StatusOr<Identity> identity = verifier->Verify(Token());
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->issuer, Url());
  EXPECT_EQ(identity->subject, "alice");
  EXPECT_EQ(identity->display_name, "alice@example.org");
  EXPECT_THAT(identity->groups, ElementsAre("staff"));
  EXPECT_EQ(verifier->Verify(Token("bob"))->subject, "bob");
  SetClaims({{"aud", "other"}});
  EXPECT_THAT(std::string(verifier->Verify(Token()).status().message()), HasSubstr("another audience"));
}

TEST_F(ARealIssuer, ChangesTheGroupsInTheNextToken) {
  const auto verifier = Verifier();
  const std::string before = Token();
  EXPECT_THAT(verifier->Verify(before)->groups, ElementsAre("staff"));
  SetClaims({{"aud", "verbatim"}, {"groups", {"desk", "staff"}}});
  EXPECT_THAT(verifier->Verify(Token())->groups, ElementsAre("desk", "staff"));
  SetClaims({{"aud", "verbatim"}, {"groups", nlohmann::json::array()}});
  EXPECT_THAT(verifier->Verify(Token())->groups, IsEmpty());
  EXPECT_THAT(verifier->Verify(before)->groups, ElementsAre("staff"));  // until it expires
}

TEST_F(ARealIssuer, SignsWithKeysOfAllSupportedAlgorithms) {
  const auto verifier = Verifier();
  ASSERT_TRUE(verifier->Verify(Token()).ok());
  Control("add-key?ES256");
  Control("add-key?EdDSA");
  for (int i = 0; i < 3; ++i) {  // a token of each key
    const absl::StatusOr<Identity> identity = verifier->Verify(Token());
    EXPECT_TRUE(identity.ok()) << identity.status();
  }
}

TEST_F(ARealIssuer, ReplacesItsKeys) {
  const auto verifier = Verifier();
  const std::string before = Token();
  ASSERT_TRUE(verifier->Verify(before).ok());
  for (const char* algorithm : {"ES256", "EdDSA", "RS256"}) {
    SCOPED_TRACE(algorithm);
    Control(std::string("replace-keys?") + algorithm);
    const absl::StatusOr<Identity> identity = verifier->Verify(Token());
    EXPECT_TRUE(identity.ok()) << identity.status();
    EXPECT_EQ(verifier->Verify(before).status().code(), absl::StatusCode::kUnauthenticated);
  }
}

TEST_F(ARealIssuer, MakesTokensThatExpire) {
  const auto verifier = Verifier();
  const std::string token = Token();
  const absl::StatusOr<Identity> identity = verifier->Verify(token);
  ASSERT_TRUE(identity.ok()) << identity.status();
  Advance(identity->expires - absl::Now() - absl::Minutes(5));
  EXPECT_TRUE(verifier->Verify(token).ok());
  Advance(absl::Minutes(6));
  EXPECT_THAT(std::string(verifier->Verify(token).status().message()), HasSubstr("expired"));
}

TEST_F(ARealIssuer, MayBeAwayForAWhile) {
  const auto verifier = Verifier();
  const std::string first = Token();
  const std::string second = Token("bob");
  ASSERT_TRUE(verifier->Verify(first).ok());
  Control("stop");
  EXPECT_TRUE(verifier->Verify(first).ok());
  EXPECT_TRUE(verifier->Verify(second).ok());
  Control("replace-keys?ES256");
  EXPECT_TRUE(verifier->Verify(Token()).ok());
}

// The server, whose policy names the issuer.
class AServerThatTrustsARealIssuer : public ARealIssuer {
 protected:
  AServerThatTrustsARealIssuer() {
    const std::string policy = files_.Path("policy.yaml");
    std::ofstream(policy) << "version: 1\nanonymous: none\nissuers:\n  - issuer: " << Url()
                          << "\n    audiences: verbatim\n    jwks_uri: " << Url() << "/jwks\n"
                          << "    claims: {name: email, groups: groups}\n"
                             "    groups: {desk: editor, staff: reader}\n";
    server_.emplace(VERBATIMD, files_.Path("claims.db"), std::vector<std::string>{"--policy=" + policy});
    const auto channel = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
    documents_ = v1::DocumentService::NewStub(channel);
    log_ = v1::LogService::NewStub(channel);
  }

  static void Authorize(grpc::ClientContext& context, const std::string& token) {
    context.AddMetadata("authorization", "Bearer " + token);
  }
  grpc::StatusCode List(const std::string& token) const {
    grpc::ClientContext context;
    Authorize(context, token);
    v1::ListDocumentsResponse listed;
    return documents_->ListDocuments(&context, {}, &listed).error_code();
  }
  grpc::StatusCode Add(const std::string& token) const {
    grpc::ClientContext context;
    Authorize(context, token);
    v1::CreateDocumentRequest request;
    request.mutable_content()->set_data("Minsk freed 52 prisoners.");
    v1::CreateDocumentResponse response;
    return documents_->CreateDocument(&context, request, &response).error_code();
  }
  // The first calls come while the keys are being fetched.
  bool BecomesValid(const std::string& token) const {
    return test::Eventually([&] { return List(token) == grpc::StatusCode::OK; });
  }

  std::unique_ptr<v1::DocumentService::Stub> documents_;
  std::unique_ptr<v1::LogService::Stub> log_;

 private:
  test::TempFolder files_;
  std::optional<test::ServerProcess> server_;
};

TEST_F(AServerThatTrustsARealIssuer, FollowsTheGroupsAndKeysOfTheIssuer) {
  const std::string reader = Token();
  ASSERT_TRUE(BecomesValid(reader));
  EXPECT_EQ(Add(reader), grpc::StatusCode::PERMISSION_DENIED);
  SetClaims({{"aud", "verbatim"}, {"groups", {"desk"}}, {"email", "alice@example.org"}});
  const std::string editor = Token();
  EXPECT_EQ(Add(editor), grpc::StatusCode::OK);

  grpc::ClientContext context;
  Authorize(context, editor);
  v1::ListEntriesResponse listed;
  ASSERT_TRUE(log_->ListEntries(&context, {}, &listed).ok());
  EXPECT_EQ(listed.entries(0).principal(), "oidc:" + Url() + "#alice");
  EXPECT_EQ(listed.entries(0).principal_display_name(), "alice@example.org");

  Control("replace-keys?ES256");
  EXPECT_TRUE(BecomesValid(Token()));
  EXPECT_EQ(List(editor), grpc::StatusCode::UNAUTHENTICATED) << "its key is gone";
}

TEST_F(AServerThatTrustsARealIssuer, EndsAStreamWhenItsTokenExpires) {
  ASSERT_TRUE(BecomesValid(Token()));
  // Tokens are accepted for a minute after they expired.
  SetClaims({{"aud", "verbatim"}, {"groups", {"staff"}}, {"exp", absl::ToUnixSeconds(absl::Now()) - 56}});
  grpc::ClientContext context;
  Authorize(context, Token());
  const auto stream = log_->Watch(&context, v1::WatchRequest());
  stream->WaitForInitialMetadata();
  v1::WatchResponse response;
  while (stream->Read(&response)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

}  // namespace
}  // namespace verbatim::access::oidc
