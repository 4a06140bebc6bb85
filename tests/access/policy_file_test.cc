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
  const struct {
    std::string text;
    std::string mistake;
  } cases[] = {
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
