#include "access/oidc/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "fixture.h"

namespace verbatim::access::oidc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::StatusOr<Identity> Check(const Json& changes, const IssuerOptions& options = test::Issuer()) {
  return CheckClaims(options, Json::parse(test::Claims(changes)), test::Now());
}

TEST(TokenClaims, StateTheIdentityOfTheCaller) {
  const absl::StatusOr<Identity> identity =
      Check({{"email", "alice@example.org"}, {"groups", {"desk", "football", "staff", "desk"}}});
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->issuer, test::kIssuer);
  EXPECT_EQ(identity->subject, "alice");
  EXPECT_EQ(identity->display_name, "alice@example.org");
  EXPECT_THAT(identity->groups, ElementsAre("desk", "staff"));
  EXPECT_EQ(identity->expires, test::Now() + absl::Minutes(10) + kClockSkew);
}

TEST(TokenClaims, AreRefusedUnlessTheyAreForThisServerNow) {
  constexpr int64_t kNow = test::kNowSeconds;
  const int64_t skew = absl::ToInt64Seconds(kClockSkew);
  const struct {
    Json changes;
    const char* reason;  // empty if the claims are accepted
  } kCases[] = {
      {Json::object(), ""},
      // issuer
      {{{"iss", nullptr}}, "another issuer"},
      {{{"iss", "https://login.example.org/"}}, "another issuer"},
      {{{"iss", "https://LOGIN.example.org"}}, "another issuer"},
      {{{"iss", {test::kIssuer}}}, "another issuer"},
      // subject
      {{{"sub", nullptr}}, "no sub"},
      {{{"sub", ""}}, "sub that is not printable"},
      {{{"sub", 7}}, "no sub, or one that is not a string"},
      {{{"sub", "al\nice"}}, "sub that is not printable"},
      {{{"sub", "al\u00EDce"}}, "sub that is not printable"},
      {{{"sub", std::string(255, 'a')}}, ""},
      {{{"sub", std::string(256, 'a')}}, "sub that is not printable"},
      {{{"sub", "auth0|5f7c 8ec7"}}, ""},
      // audience
      {{{"aud", nullptr}}, "no aud"},
      {{{"aud", "other"}}, "another audience"},
      {{{"aud", "Verbatim"}}, "another audience"},
      {{{"aud", "verbatim "}}, "another audience"},
      {{{"aud", 5}}, "malformed aud"},
      {{{"aud", {{"verbatim", true}}}}, "malformed aud"},
      {{{"aud", Json::array()}}, "another audience"},
      {{{"aud", {"verbatim", 5}}}, "malformed aud"},
      {{{"aud", {"verbatim"}}}, ""},
      {{{"aud", {"verbatim", "verbatim-staging"}}}, ""},
      {{{"aud", "verbatim-staging"}}, ""},
      // authorized party
      {{{"aud", {"verbatim", "other"}}}, "does not name its authorized party"},
      {{{"aud", {"verbatim", "other"}}, {"azp", "other"}}, "another party"},
      {{{"aud", {"verbatim", "other"}}, {"azp", {"verbatim"}}}, "malformed azp"},
      {{{"aud", {"verbatim", "other"}}, {"azp", "verbatim"}}, ""},
      {{{"aud", {"verbatim", "other"}}, {"azp", "verbatim-page"}}, ""},
      {{{"azp", "some-bot"}}, ""},  // the token is for this server alone
      {{{"azp", 5}}, "malformed azp"},
      // dates
      {{{"exp", nullptr}}, "no exp"},
      {{{"exp", "tomorrow"}}, "malformed exp"},
      {{{"exp", std::to_string(kNow + 600)}}, "malformed exp"},
      {{{"exp", -1}}, "malformed exp"},
      {{{"exp", 1e300}}, "malformed exp"},
      {{{"exp", true}}, "malformed exp"},
      {{{"exp", 0}}, "expired"},
      {{{"exp", kNow - skew}}, "expired"},
      {{{"exp", kNow - skew + 1}}, ""},
      {{{"exp", static_cast<double>(kNow) + 0.5}}, ""},
      {{{"nbf", kNow + skew + 1}}, "not valid yet"},
      {{{"nbf", kNow + skew}}, ""},
      {{{"nbf", "now"}}, "malformed nbf"},
      {{{"iat", kNow + skew + 1}}, "issued in the future"},
      {{{"iat", kNow + skew}}, ""},
      {{{"iat", nullptr}}, ""},
      {{{"iat", {1}}}, "malformed iat"},
      // other kinds of tokens
      {{{"cnf", {{"jkt", "x"}}}}, "bound to a key"},
      {{{"events", {{"http://schemas.openid.net/event/backchannel-logout", Json::object()}}}},
       "tells events"},
      // groups
      {{{"groups", 5}}, "malformed claim of groups"},
      {{{"groups", {"desk", 5}}}, "malformed claim of groups"},
      {{{"groups", std::vector<std::string>(kMaxGroups, "x")}}, ""},
      {{{"groups", std::vector<std::string>(kMaxGroups + 1, "x")}}, "more than 1000 groups"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.changes.dump());
    const absl::StatusOr<Identity> identity = Check(test_case.changes);
    if (*test_case.reason == '\0') {
      EXPECT_TRUE(identity.ok()) << identity.status();
      continue;
    }
    EXPECT_EQ(identity.status().code(), absl::StatusCode::kUnauthenticated);
    EXPECT_THAT(std::string(identity.status().message()), HasSubstr(test_case.reason));
  }
}

TEST(TokenClaims, MustNameAnAuthorizedPartyIfTheIssuerHasSome) {
  IssuerOptions options = test::Issuer();
  options.authorized_parties = {"bot"};
  EXPECT_TRUE(Check({{"azp", "bot"}}, options).ok());
  EXPECT_TRUE(Check({{"azp", "verbatim-page"}}, options).ok());
  EXPECT_TRUE(Check({{"azp", "bot"}, {"aud", {"verbatim", "account"}}}, options).ok());
  EXPECT_FALSE(Check({{"azp", "other"}}, options).ok());
  EXPECT_FALSE(Check({{"azp", nullptr}}, options).ok());
}

TEST(TokenClaims, DoNotGiveAnEmptyClientIdToTokensWithAnEmptyParty) {
  IssuerOptions options = test::Issuer();
  options.client_id = "";
  EXPECT_FALSE(Check({{"aud", {"verbatim", "other"}}, {"azp", ""}}, options).ok());
}

TEST(TokenClaims, GiveNoDisplayNameThatCannotBeShownOrIsNotVerified) {
  const struct {
    Json changes;
    const char* name;
  } kCases[] = {
      {Json::object(), ""},
      {{{"email", "a@example.org"}, {"email_verified", true}}, "a@example.org"},
      {{{"email", "a@example.org"}, {"email_verified", false}}, ""},
      {{{"email", "a@example.org"}, {"email_verified", "true"}}, ""},
      {{{"email", 5}}, ""},
      {{{"email", "a\u202Eb"}}, ""},
      {{{"email", "a\nb"}}, ""},
      {{{"email", std::string(257, 'a')}}, ""},
      {{{"email", "\u00C1d\u00E1m"}}, "\u00C1d\u00E1m"},
  };
  for (const auto& test_case : kCases) {
    SCOPED_TRACE(test_case.changes.dump());
    const absl::StatusOr<Identity> identity = Check(test_case.changes);
    ASSERT_TRUE(identity.ok()) << identity.status();
    EXPECT_EQ(identity->display_name, test_case.name);
  }
  IssuerOptions options = test::Issuer();
  options.name_claim = "name";
  EXPECT_EQ(Check({{"name", "Alice"}, {"email_verified", false}}, options)->display_name, "Alice");
}

TEST(TokenClaims, GiveTheGroupsOfTheIssuersClaim) {
  EXPECT_THAT(Check({{"groups", "desk"}})->groups, ElementsAre("desk"));
  EXPECT_THAT(Check({{"groups", Json::array()}})->groups, IsEmpty());
  EXPECT_THAT(Check({{"roles", {"desk"}}})->groups, IsEmpty());
  IssuerOptions options = test::Issuer();
  options.groups_claim = "";
  EXPECT_THAT(Check({{"groups", {"desk"}}}, options)->groups, IsEmpty());
}

}  // namespace
}  // namespace verbatim::access::oidc
