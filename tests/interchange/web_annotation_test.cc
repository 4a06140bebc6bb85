#include "interchange/web_annotation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

using ::testing::HasSubstr;

const Uris kAnnotationUris("https://facts.example/");

TEST(WebAnnotation, SurvivesARoundTrip) {
  ClaimRecord record;
  record.claim.set_name("claims/a");
  record.claim.set_text("Both did.");
  for (const char* quote : {"one", "two"}) {
    v1::Citation& citation = *record.claim.add_citations();
    citation.set_revision("documents/d/revisions/1");
    citation.set_quote(quote);
    citation.set_prefix("before ");
    citation.set_suffix(" after");
  }
  record.documents["documents/d"].set_uri("https://n.example/d");
  auto read =
      ReadAnnotation(nlohmann::json::parse(ToAnnotation(record, kAnnotationUris).dump()), kAnnotationUris);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->claim.ShortDebugString(), record.claim.ShortDebugString());
  ASSERT_EQ(read->sources.size(), 2u);
  EXPECT_EQ(read->sources[1].uri, "https://n.example/d");
  EXPECT_EQ(read->sources[1].selection.selectors.size(), 1u);
}

TEST(WebAnnotation, OfAnotherToolBecomesACitation) {
  auto read = ReadAnnotation(nlohmann::json::parse(R"({
    "type": "Annotation", "bodyValue": "A note",
    "target": [{"source": {"id": "https://n.example/x"},
                "selector": [{"type": "RangeSelector", "startContainer": "/p"},
                             {"type": "FragmentSelector", "value": "p", "refinedBy": {"type": "TextQuoteSelector", "exact": "the words", "prefix": "of "}}]}]})"),
                             kAnnotationUris);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->claim.text(), "A note");
  EXPECT_EQ(read->claim.citations(0).revision(), "https://n.example/x");
  EXPECT_EQ(read->claim.citations(0).quote(), "the words");
  EXPECT_EQ(read->claim.citations(0).prefix(), "of ");
}

TEST(WebAnnotation, ReportsWhatIsMissing) {
  auto read = ReadAnnotation(
      nlohmann::json::parse(R"({"type": "Annotation", "target": [{"source": "here"}, {"selector": []}]})"),
      kAnnotationUris);
  const std::string text = read.status().ToString();
  EXPECT_THAT(text, HasSubstr("target[0].source"));
  EXPECT_THAT(text, HasSubstr("target[1].selector"));
  EXPECT_FALSE(ReadAnnotation(nlohmann::json::parse(R"({"type": "Annotation"})"), kAnnotationUris).ok());
  EXPECT_FALSE(ReadAnnotation(nlohmann::json::parse("[]"), kAnnotationUris).ok());
  EXPECT_FALSE(
      ReadAnnotation(nlohmann::json::parse(R"({"type": "Annotation", "target": 7})"), kAnnotationUris).ok());
}

}  // namespace
}  // namespace verbatim::interchange
