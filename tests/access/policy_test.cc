#include "access/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "access/ownership.h"
#include "access/principal.h"

namespace verbatim::access {
namespace {

using Way = Credentials::Way;
using ::testing::HasSubstr;

constexpr char kRules[] = R"(
version: 1
principals:
  - {name: bot, role: extractor, token_sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
  - {name: archive, role: editor, certificate: "dns:archive.example"}
)";

Policy PolicyWith(const std::string& more = "") { return Policy(*ParsePolicyFile(kRules + more)); }

TEST(PolicyOfAFile, NamesAPrincipalInTheSameWayHoweverItAuthenticates) {
  const Policy policy = PolicyWith();
  const Caller bot = policy.Identify({.authorization = {"Bearer test"}, .way = Way::kNetwork, .tls = true});
  EXPECT_EQ(bot.principal, "policy:bot");
  EXPECT_EQ(bot.permissions, Permissions({Permission::kRead, Permission::kExtract}));
  EXPECT_EQ(bot.rejection, "");
  EXPECT_EQ(policy.Identify({.certificate = "dns:archive.example", .tls = true}).principal, "policy:archive");
}

TEST(PolicyOfAFile, TheTokenCountsBeforeTheCertificate) {
  const Policy policy = PolicyWith();
  EXPECT_EQ(
      policy.Identify({.certificate = "dns:archive.example", .authorization = {"Bearer test"}, .tls = true})
          .principal,
      "policy:bot");
  const Caller rejected =
      policy.Identify({.certificate = "dns:archive.example", .authorization = {"Bearer other"}, .tls = true});
  EXPECT_EQ(rejected.principal, "");
  EXPECT_EQ(rejected.permissions, Permissions());
}

TEST(PolicyOfAFile, TokensAreAcceptedOnlyOverTlsLoopbackAndUnixSockets) {
  const Policy policy = PolicyWith("anonymous: operator\n");
  for (const Way way : {Way::kUnixSocket, Way::kLoopback, Way::kNetwork}) {
    for (const bool tls : {false, true}) {
      const Caller caller = policy.Identify({.authorization = {"Bearer test"}, .way = way, .tls = tls});
      const bool refused = way == Way::kNetwork && !tls;
      EXPECT_EQ(caller.principal, refused ? "" : "policy:bot");
      EXPECT_EQ(caller.rejection.empty(), !refused);
      EXPECT_TRUE(!refused || caller.permissions == Permissions());
    }
  }
}

TEST(PolicyOfAFile, ReasonsOfRejectionsAreForTheLog) {
  const Policy policy = PolicyWith();
  const struct {
    std::vector<std::string_view> authorization;
    std::string reason;
  } cases[] = {
      {{"Bearer a", "Bearer b"}, "more than once"},
      {{"Basic YTpi"}, "not a bearer token"},
      {{"Bearer unknown-secret"}, "not in the policy"},
  };
  for (const auto& [authorization, reason] : cases) {
    const Caller caller = policy.Identify({.authorization = authorization, .tls = true});
    EXPECT_THAT(caller.rejection, HasSubstr(reason));
    EXPECT_THAT(caller.rejection, Not(HasSubstr("secret")));
  }
}

TEST(PolicyOfAFile, WithoutCredentialsOnlyCallersOnThisMachineMayReadByDefault) {
  const auto permissions = [](const Policy& policy, Way way) {
    return policy.Identify({.way = way}).permissions;
  };
  const Permissions reader = {Permission::kRead};
  EXPECT_EQ(permissions(PolicyWith(), Way::kLoopback), reader);
  EXPECT_EQ(permissions(PolicyWith(), Way::kNetwork), Permissions());
  EXPECT_EQ(permissions(PolicyWith(), Way::kUnixSocket), Permissions::All());
  EXPECT_EQ(permissions(PolicyWith("anonymous: none\n"), Way::kLoopback), Permissions());
  EXPECT_EQ(permissions(PolicyWith("anonymous: reader\n"), Way::kNetwork), reader);
}

TEST(PolicyOfAFile, CertificatesThatItDoesNotNameKeepTheirNameAndGetTheAnonymousRole) {
  const Caller caller =
      PolicyWith("anonymous: reader\n").Identify({.certificate = "dns:other.example", .tls = true});
  EXPECT_EQ(caller.principal, "dns:other.example");
  EXPECT_EQ(caller.permissions, Permissions({Permission::kRead}));
  EXPECT_FALSE(caller.could_authenticate);
}

TEST(PolicyOfAFile, APrincipalActsForAPersonOnlyIfThePolicyLetsIt) {
  const Policy policy = PolicyWith(
      "  - {name: app, role: editor, may_act_for: true, certificate: \"dns:app.example\"}\nanonymous: "
      "reader\n");
  const auto identify = [&](const std::string& certificate, std::vector<std::string_view> persons) {
    return policy.Identify({.certificate = certificate, .acting_for = std::move(persons), .tls = true});
  };
  EXPECT_EQ(identify("dns:app.example", {}).principal, "policy:app");
  EXPECT_EQ(identify("dns:app.example", {"anna@paper.example"}).principal,
            "policy:app for anna@paper.example");
  EXPECT_EQ(identify("dns:app.example", {"Anna B"}).principal, "policy:app for Anna B");
  const std::string longest(256, 'x');
  EXPECT_EQ(identify("dns:app.example", {longest}).rejection, "");
  const std::string too_long = longest + "x";
  for (const std::vector<std::string_view>& bad : std::vector<std::vector<std::string_view>>{
           {""}, {"a", "a"}, {"a", "b"}, {" a"}, {"a "}, {"a\tb"}, {"\xC3\xA9"}, {too_long}}) {
    EXPECT_NE(identify("dns:app.example", bad).rejection, "") << bad.front();
    EXPECT_EQ(identify("dns:app.example", bad).permissions, Permissions());
  }
  for (const char* other : {"dns:archive.example", "dns:stranger.example", ""})
    EXPECT_NE(identify(other, {"anna"}).rejection, "") << other;
}

TEST(Ownership, IsOfThePrincipalItsAliasesAndThePersonThatItActsFor) {
  const auto owns = [](const std::string& principal, const std::string& first,
                       std::vector<std::string> aliases = {}) {
    return Owns({.principal = principal, .aliases = std::move(aliases)}, first);
  };
  EXPECT_TRUE(owns("policy:a", "policy:a"));
  EXPECT_TRUE(owns("dns:a", "dns:a"));
  EXPECT_FALSE(owns("policy:a", "policy:b"));
  EXPECT_FALSE(owns("policy:a", "cn:policy:a"));
  EXPECT_TRUE(owns("policy:a", "email:a@b.example", {"email:a@b.example"}));
  EXPECT_FALSE(owns("", "")) << "callers without a name own nothing";
  EXPECT_FALSE(owns("policy:a", ""));
  EXPECT_TRUE(owns("policy:app for anna", "policy:app for anna"));
  EXPECT_TRUE(owns("policy:app for anna", "policy:other for anna"));
  EXPECT_FALSE(owns("policy:app for bob", "policy:app for anna"));
  EXPECT_FALSE(owns("policy:app for anna", "policy:app"));
  EXPECT_TRUE(owns("policy:app", "policy:app for anna"));
  EXPECT_FALSE(owns("policy:other", "policy:app for anna"));
  EXPECT_FALSE(owns("policy:app for anna", "cn:Center for anna"))
      << "only principals of a policy act for others";
}

// A certificate's common name must not lead to the requests of a principal of the policy.
TEST(Principals, OfAPolicyHaveNoEarlierNames) {
  EXPECT_EQ(BareName("email:desk@paper.example"), "desk@paper.example");
  EXPECT_EQ(BareName("policy:desk"), "");
  EXPECT_EQ(BareName("cn:policy:desk"), "");
  EXPECT_EQ(BareName("cn:dns:desk"), "");
}

}  // namespace
}  // namespace verbatim::access
