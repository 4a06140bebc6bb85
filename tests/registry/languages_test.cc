// Asks the registry about twenty sentences of each language in tests/data/languages: a claim of what a sentence states
// is attested, a claim of another value is contradicted. A line has a sentence, a right value and a wrong one, with
// tabs between them. A value is `@` and EDTF, or an amount: a bound unless it is EXACT, a number or two with `..`
// between them, and a unit or counted noun. The sentences were published on Monday, 15 September 2025.

#include <gmock/gmock.h>

#include <array>
#include <sstream>
#include <string>

#include "registry/registry_fixture.h"
#include "support/shared_data.h"
#include "text/values/values.h"

namespace verbatim::registry {
namespace {

v1::Value ParseValue(const std::string& words) {
  v1::Value value;
  if (words.starts_with('@')) {
    value.mutable_time()->set_edtf(words.substr(1));
    return value;
  }
  v1::Quantity& quantity = *value.mutable_quantity();
  std::string rest = words;
  if (const std::string first = rest.substr(0, rest.find(' ')); text::ParseBound(first)) {
    quantity.set_bound(first);
    rest.erase(0, first.size() + 1);
  }
  const std::string number = rest.substr(0, rest.find(' '));
  if (number.size() < rest.size()) quantity.set_unit(rest.substr(number.size() + 1));
  const size_t dots = number.find("..");
  quantity.set_value(number.substr(0, dots));
  if (dots != std::string::npos) quantity.set_upper(number.substr(dots + 2));
  return value;
}

class Languages : public RegistryFixture, public ::testing::WithParamInterface<const char*> {
 protected:
  v1::AttestationState Ask(const std::string& document, const std::string& sentence,
                           const std::string& value) {
    v1::CreateClaimRequest request;
    request.set_allow_contradicted(true);
    request.mutable_claim()->set_text(sentence);
    v1::Statement& statement = *request.mutable_claim()->mutable_statement();
    statement.mutable_subject()->set_label("x");
    statement.set_predicate("states");
    *statement.mutable_object() = ParseValue(value);
    v1::Citation& citation = *request.mutable_claim()->add_citations();
    citation.set_revision(document);
    citation.set_quote(sentence);
    auto created = CreateClaim(request);
    EXPECT_TRUE(created.ok()) << created.status();
    if (!created.ok()) return v1::ATTESTATION_STATE_UNSPECIFIED;
    for (const v1::Attestation& attestation : created->claim().citations(0).attestations()) {
      if (attestation.path().starts_with("object")) return attestation.state();
    }
    return v1::ATTESTATION_STATE_UNSPECIFIED;
  }
};

TEST_P(Languages, AttestWhatASentenceStatesAndContradictAnotherValue) {
  const std::string language = GetParam();
  std::istringstream lines(
      test::ReadFile(std::string(PROJECT_ROOT) + "/tests/data/languages/" + language + ".tsv"));
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    std::istringstream fields(line);
    std::array<std::string, 3> parts;
    for (std::string& part : parts) std::getline(fields, part, '\t');
    const auto& [sentence, right, wrong] = parts;
    v1::CreateDocumentRequest request;
    request.mutable_document()->set_language_code(language);
    request.mutable_document()->mutable_publish_time()->set_seconds(1757894400);  // 2025-09-15
    request.mutable_content()->set_data(sentence);
    auto created = CreateDocument(request);
    ASSERT_TRUE(created.ok()) << created.status();
    EXPECT_EQ(Ask(created->document().name(), sentence, right), v1::ATTESTATION_STATE_ATTESTED) << line;
    EXPECT_EQ(Ask(created->document().name(), sentence, wrong), v1::ATTESTATION_STATE_CONTRADICTED) << line;
  }
  EXPECT_EQ(count, 20u);
}

INSTANTIATE_TEST_SUITE_P(FirstRank, Languages,
                         ::testing::Values("de", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "sv", "tr",
                                           "uk"),
                         [](const auto& language) { return std::string(language.param); });

}  // namespace
}  // namespace verbatim::registry
