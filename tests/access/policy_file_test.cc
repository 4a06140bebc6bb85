#include "access/policy_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace verbatim::access {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kDigest(64, 'a');

TEST(PolicyFile, HasPrincipalsWithRolesTokensAndCertificates) {
  const auto file = ParsePolicyFile(R"(# who may do what
version: 1
anonymous: reader
principals:
  - name: extractor-bot
    role: extractor
    token_sha256: 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08
  - name: archive
    role: archivist
    certificate: [dns:archive.example.org, "email:archive@example.org"]
    aliases: [archive.example.org]
    may_act_for: true
roles:
  archivist: [read, audit]
)");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->anonymous, Permissions({Permission::kRead}));
  ASSERT_EQ(file->principals.size(), 2u);
  EXPECT_EQ(file->principals[0].name, "extractor-bot");
  EXPECT_EQ(file->principals[0].permissions, Permissions({Permission::kRead, Permission::kExtract}));
  EXPECT_THAT(file->principals[0].tokens, ElementsAre(log::Sha256("test")));
  EXPECT_EQ(file->principals[1].permissions, Permissions({Permission::kRead, Permission::kAudit}));
  EXPECT_THAT(file->principals[1].aliases, ElementsAre("archive.example.org"));
  EXPECT_TRUE(file->principals[1].may_act_for);
  EXPECT_FALSE(file->principals[0].may_act_for);
  EXPECT_THAT(file->principals[1].certificates,
              ElementsAre("dns:archive.example.org", "email:archive@example.org"));
}

TEST(PolicyFile, HasIssuersWithGroupsAndQuotas) {
  const auto file = ParsePolicyFile(R"(version: 1
principals:
  - name: bot
    role: extractor
    certificate: cn:bot
    quota: {calls_per_second: 0.5}
issuers:
  - issuer: https://login.example.org
    audiences: [verbatim, verbatim-staging]
    jwks_file: keys/jwks.json
    client_id: page
    claims: {name: email, groups: groups}
    groups: {desk: editor, staff: archivist}
  - {issuer: "https://other.example", audiences: verbatim, jwks_uri: "https://other.example/jwks"}
roles:
  archivist: [read, audit]
quotas:
  reader: {calls_per_second: 200, writes_per_second: 0, bytes_per_day: 10GiB, streams: 8}
  archivist: {bytes_per_day: 1000}
)",
                                    "/etc/verbatim");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->principals[0].quota, QuotaLimits{.calls_per_second = 0.5});
  ASSERT_EQ(file->issuers.size(), 2u);
  const oidc::IssuerOptions& issuer = file->issuers[0].options;
  EXPECT_EQ(issuer.issuer, "https://login.example.org");
  EXPECT_THAT(issuer.audiences, ElementsAre("verbatim", "verbatim-staging"));
  EXPECT_EQ(issuer.jwks_file, "/etc/verbatim/keys/jwks.json");
  EXPECT_EQ(issuer.client_id, "page");
  EXPECT_EQ(issuer.name_claim, "email");
  EXPECT_EQ(issuer.groups_claim, "groups");
  EXPECT_EQ(issuer.groups, (std::map<std::string, std::string>{{"desk", "editor"}, {"staff", "archivist"}}));
  EXPECT_EQ(file->issuers[1].options.jwks_uri, "https://other.example/jwks");
  EXPECT_EQ(file->quotas.at("reader"), (QuotaLimits{.calls_per_second = 200,
                                                    .writes_per_second = 0,
                                                    .bytes_per_day = int64_t{10} << 30,
                                                    .streams = 8}));
  EXPECT_EQ(file->quotas.at("archivist"), QuotaLimits{.bytes_per_day = 1000});
}

TEST(PolicyFile, NeedsOnlyItsVersion) {
  const auto file = ParsePolicyFile("version: 1\n");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->anonymous, std::nullopt);
  EXPECT_TRUE(file->principals.empty());
  EXPECT_EQ(ParsePolicyFile("version: 1\nanonymous: none\n")->anonymous, Permissions());
}

TEST(PolicyFile, MistakesAreNamedWithTheirLines) {
  const std::string principals = "version: 1\nprincipals:\n";
  const std::string token = "token_sha256: " + kDigest;
  const std::string issuer = "version: 1\nissuers:\n  - {issuer: \"https://a.example\", ";
  const std::string keys = "audiences: v, jwks_uri: \"https://a.example/k\"";
  const std::string quota = "version: 1\nquotas:\n  reader: ";
  const struct {
    std::string text;
    std::string mistake;
  } cases[] = {
      {"version: 1\nissuers: {}\n", "line 2: issuers must be a list"},
      {"version: 1\nissuers:\n  - a\n", "line 3: issuer must be a mapping"},
      {issuer + "jwks_uri: \"https://a.example/k\"}\n", "line 3: audiences: must list at least one"},
      {issuer + "audiences: v}\n", "line 3: jwks_file: give either"},
      {issuer + "audiences: v, jwks_uri: \"http://a.example/k\"}\n", "line 3: jwks_uri: "},
      {issuer + keys + ", secret: x}\n", "line 3: issuer: there is no key \"secret\""},
      {issuer + keys + ", claims: {mail: x}}\n", "line 3: claims: there is no key \"mail\""},
      {issuer + keys + ", claims: {groups: g}}\n",
       "line 3: an issuer has either both claims.groups and groups"},
      {issuer + keys + ", claims: {groups: g}, groups: {a: chief}}\n", "line 3: there is no role \"chief\""},
      {issuer + keys + ", claims: {groups: g}, groups: [a]}\n", "line 3: groups must be a mapping"},
      {issuer + keys + "}\n  - {issuer: \"https://a.example\", " + keys + "}\n",
       "line 4: the same issuer is in line 3"},
      {"version: 1\nissuers:\n  - {issuer: a, " + keys + "}\n", "line 3: issuer: "},
      {"version: 1\nquotas: [reader]\n", "line 2: quotas must be a mapping"},
      {"version: 1\nquotas:\n  chief: {streams: 1}\n", "line 3: there is no role \"chief\""},
      {quota + "{calls: 1}\n", "line 3: the quota of reader: there is no key \"calls\""},
      {quota + "{calls_per_second: -1}\n", "line 3: the quota of reader: calls_per_second must be 0, or"},
      {quota + "{calls_per_second: nan}\n", "line 3: the quota of reader: calls_per_second must be 0, or"},
      {quota + "{writes_per_second: many}\n", "line 3: the quota of reader: writes_per_second must be 0, or"},
      {quota + "{bytes_per_day: 10GB}\n",
       "line 3: the quota of reader: bytes_per_day must be a number of bytes"},
      {quota + "{bytes_per_day: 9999999TiB}\n", "line 3: the quota of reader: bytes_per_day must be"},
      {quota + "{streams: 1.5}\n", "line 3: the quota of reader: streams must be a number from 0"},
      {quota + "{}\n  reader: {}\n", "line 4: quotas: reader is given twice"},
      {principals + "  - {name: a, role: reader, certificate: cn:a, quota: {streams: x}}\n",
       "line 3: quota: streams must be"},
      {"", "line 1: the file has 0 YAML documents"},
      {"version: 1\n---\nversion: 1\n", "line 1: the file has 2 YAML documents"},
      {"- version\n", "line 1: the file must be a mapping"},
      {"anonymous: reader\n", "line 1: version must be 1"},
      {"version: 2\n", "line 1: version must be 1"},
      {"version: 1\nversion: 1\n", "line 2: the file: version is given twice"},
      {"version: 1\nprincipal: []\n", "line 2: the file: there is no key \"principal\""},
      {"version: 1\nanonymous: guest\n", "line 2: there is no role \"guest\""},
      {"version: 1\nanonymous:\n", "anonymous must be a text"},
      {"version: 1\nanonymous: [reader]\n", "line 2: anonymous must be a text"},
      {"version: 1\nanonymous: *nobody\n", "line 2: "},
      {"version: 1\n\tanonymous: none\n", "line 2: "},
      {"version: 1\nroles: {writer: [write]}\n", "line 2: there is no permission \"write\""},
      {"version: 1\nroles:\n  reader: [read, erase]\n", "line 3: there is already a role \"reader\""},
      {"version: 1\nroles:\n  a: read\n  a: read\n", "line 4: there is already a role \"a\""},
      {"version: 1\nroles: {none: read}\n", "line 2: the name of a role must be"},
      {"version: 1\nroles: {a: []}\n", "line 2: role a must not be an empty list"},
      {"version: 1\nroles: [a]\n", "line 2: roles must be a mapping"},
      {"version: 1\nprincipals: {name: a}\n", "line 2: principals must be a list"},
      {principals + "  - bot\n", "line 3: principal must be a mapping"},
      {principals + "  - {role: reader, " + token + "}\n", "line 3: a principal has no name"},
      {principals + "  - {name: a, " + token + "}\n", "line 3: a principal has no role"},
      {principals + "  - {name: a, role: reader}\n",
       "line 3: a principal has neither token_sha256 nor certificate"},
      {principals + "  - {name: a b, role: reader, " + token + "}\n", "line 3: name must be 1 to 128"},
      {principals + "  - {name: \"\xD0\xB0\", role: reader, " + token + "}\n",
       "line 3: name must be 1 to 128"},
      {principals + "  - name: a\n    role: chief\n    " + token + "\n",
       "line 4: there is no role \"chief\""},
      {principals + "  - {name: a, role: reader, token: x}\n",
       "line 3: principal: there is no key \"token\""},
      {principals + "  - {name: a, role: reader, token_sha256: 12}\n",
       "line 3: token_sha256 must be 64 hexadecimal"},
      {principals + "  - {name: a, role: reader, token_sha256: " + std::string(64, 'g') + "}\n",
       "line 3: token_sha256 must be 64 hexadecimal"},
      {principals + "  - {name: a, role: reader, certificate: archive}\n",
       "line 3: certificate must be a name with"},
      {principals + "  - {name: a, role: reader, certificate: \"dns:\"}\n",
       "line 3: certificate must be a name with"},
      {principals + "  - {name: a, role: reader, certificate: \"policy:b\"}\n",
       "line 3: certificate must be a name"},
      {principals + "  - {name: a, role: reader, " + token + ", may_act_for: sometimes}\n",
       "line 3: may_act_for must be true or false"},
      {principals + "  - {name: a, role: reader, " + token + ", aliases: [x, x]}\n",
       "line 3: the same alias is in line 3"},
      {principals + "  - {name: a, role: reader, certificate: []}\n",
       "line 3: certificate must not be an empty list"},
      {principals + "  - {name: a, role: reader, " + token + "}\n  - {name: b, role: reader, " + token +
           "}\n",
       "line 4: the same token is in line 3"},
      {principals + "  - {name: a, role: reader, " + token +
           "}\n  - {name: a, role: reader, certificate: cn:a}\n",
       "line 4: the same name is in line 3"},
      {principals +
           "  - {name: a, role: reader, certificate: cn:a}\n  - {name: b, role: reader, certificate: cn:a}\n",
       "line 4: the same certificate is in line 3"},
      {principals + "  - {name: a, role: reader, certificate: [cn:a, cn:a]}\n",
       "line 3: the same certificate is in line 3"},
  };
  for (const auto& [text, mistake] : cases) {
    const auto file = ParsePolicyFile(text);
    ASSERT_FALSE(file.ok()) << text;
    EXPECT_THAT(std::string(file.status().message()), HasSubstr(mistake)) << text;
  }
}

TEST(PolicyFile, AllMistakesAreNamedAtOnceInTheOrderOfTheirLines) {
  const auto file = ParsePolicyFile(
      "version: 1\nprincipals:\n  - {name: a, role: chief, token_sha256: x}\nanonymous: guest\nquota: 1\n");
  EXPECT_EQ(file.status().message(),
            "line 3: there is no role \"chief\"; line 3: token_sha256 must be 64 hexadecimal digits; "
            "line 4: there is no role \"guest\"; line 5: the file: there is no key \"quota\"");
}

}  // namespace
}  // namespace verbatim::access
