// Tokens of a real issuer, oauth2-mock-server, which run.sh installs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>

#include "absl/time/clock.h"
#include "access/oidc/token_verifier.h"
#include "nlohmann/json.hpp"
#include "support/eventually.h"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

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

}  // namespace
}  // namespace verbatim::access::oidc
