#include "registry/sources/grounding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "log/sha256.h"
#include "status/errors.h"
#include "support/random_text.h"
#include "support/status_details.h"
#include "text/sentences/sentences.h"
#include "text/unicode/utf8.h"
#include "verbatim/v1/refusal.pb.h"

namespace verbatim::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

constexpr v1::QuoteMatching kExact = v1::QUOTE_MATCHING_EXACT;

constexpr char kNews[] =
    "The caf\u00E9 opened \U0001F600 in May. The minister spoke. Nobody else spoke, and the minister left.";

RevisionText Revision(const std::string& text = kNews) {
  return {"documents/d/revisions/2",
          {},
          std::make_shared<const text::IndexedText>(text, text::FindSentences(text, "en"))};
}

v1::Citation Cite(const std::string& quote, const std::string& prefix = "", const std::string& suffix = "") {
  v1::Citation citation;
  citation.set_quote(quote);
  citation.set_prefix(prefix);
  citation.set_suffix(suffix);
  return citation;
}

// Returns the refusal of a citation, which must have this reason.
v1::CitationRefusal RefusalOf(v1::Citation citation, const std::string& reason) {
  const google::rpc::Status status = ToRpcStatus(Ground(Revision(), "claim.citations[0]", kExact, citation));
  EXPECT_EQ(test::ReasonOf(status), reason) << status.message();
  return test::DetailOf<v1::CitationRefusal>(status).value_or(v1::CitationRefusal());
}

std::vector<std::string> BadFields(v1::Citation citation) {
  return test::BadFields(ToRpcStatus(Ground(Revision(), "c", kExact, citation)));
}

TEST(Ground, FillsInEverythingThatFollowsFromThePlaceOfTheQuote) {
  v1::Citation citation = Cite("May. The minister");
  ASSERT_TRUE(Ground(Revision(), "c", kExact, citation).ok());
  EXPECT_EQ(citation.revision(), "documents/d/revisions/2");
  EXPECT_EQ(citation.prefix(), "The caf\u00E9 opened \U0001F600 in ");
  EXPECT_THAT(citation.suffix(), StartsWith(" spoke. Nobody"));
  EXPECT_EQ(citation.span().byte_start(), 25);
  EXPECT_EQ(citation.span().byte_end(), 42);
  EXPECT_EQ(citation.span().code_point_start(), 21);
  EXPECT_EQ(citation.span().utf16_start(), 22);
  EXPECT_THAT(citation.sentences(),
              ElementsAre("documents/d/revisions/2/sentences/0", "documents/d/revisions/2/sentences/1"));
  EXPECT_EQ(citation.quote_sha256(), log::ToBytes(log::Sha256("May. The minister")));
}

TEST(Ground, FindsWhatItFilledIn) {
  v1::Citation citation = Cite("Nobody else");
  ASSERT_TRUE(Ground(Revision(), "c", kExact, citation).ok());
  v1::Citation again = citation;
  ASSERT_TRUE(Ground(Revision(), "c", kExact, again).ok());
  EXPECT_EQ(again.SerializeAsString(), citation.SerializeAsString());
}

TEST(Ground, RefusesAQuoteThatTheRevisionDoesNotContainWithTheNearestPassage) {
  // This quote looks the same to a reader, but has the letter e and a combining accent.
  const v1::CitationRefusal refusal = RefusalOf(Cite("cafe\u0301 opened"), "QUOTE_NOT_FOUND");
  EXPECT_EQ(refusal.field(), "claim.citations[0].quote");
  ASSERT_EQ(refusal.passages_size(), 1);
  EXPECT_EQ(refusal.passages(0).quote(), "caf\u00E9 opened");
  EXPECT_EQ(RefusalOf(Cite("quarterly dividends"), "QUOTE_NOT_FOUND").passages_size(), 0);
}

TEST(Ground, RefusesAQuoteInSeveralPlacesUnlessPrefixSuffixOrSpanTellThemApart) {
  const v1::CitationRefusal refusal = RefusalOf(Cite("spoke"), "QUOTE_AMBIGUOUS");
  EXPECT_EQ(refusal.place_count(), 2);
  EXPECT_EQ(refusal.passages_size(), 2);
  v1::Citation by_span = Cite("spoke");
  by_span.mutable_span()->set_code_point_start(58);
  by_span.mutable_span()->set_code_point_end(63);
  for (v1::Citation citation : {Cite("spoke", "else "), Cite("spoke", "", ", and"), by_span}) {
    ASSERT_TRUE(Ground(Revision(), "c", kExact, citation).ok()) << citation.ShortDebugString();
    EXPECT_EQ(citation.span().byte_start(), 62);
  }
}

TEST(Ground, RefusesAQuoteElsewhereThanAtItsPrefixSuffixOrSpan) {
  v1::Citation by_span = Cite("Nobody");
  by_span.mutable_span()->set_byte_end(3);
  for (const v1::Citation& citation : {Cite("Nobody", "The "), Cite("Nobody", "", " spoke"), by_span}) {
    const v1::CitationRefusal refusal = RefusalOf(citation, "QUOTE_NOT_FOUND");
    ASSERT_EQ(refusal.passages_size(), 1) << citation.ShortDebugString();
    EXPECT_EQ(refusal.passages(0).span().byte_start(), 50);
  }
}

TEST(Ground, AQuoteInOtherTypographyHoldsAtItsSpanAlone) {
  v1::Citation citation = Cite("the cafe\u0301");
  citation.mutable_span()->set_byte_end(9);
  v1::Citation elsewhere = citation;
  elsewhere.mutable_span()->set_byte_end(8 + 9);
  EXPECT_FALSE(Ground(Revision(), "c", v1::QUOTE_MATCHING_TYPOGRAPHIC, elsewhere).ok());
  ASSERT_TRUE(Ground(Revision(), "c", v1::QUOTE_MATCHING_TYPOGRAPHIC, citation).ok());
  EXPECT_EQ(citation.quote(), "The caf\u00E9");
  EXPECT_EQ(citation.submitted_quote(), "the cafe\u0301");
}

TEST(Ground, RefusesAQuoteInOtherTypographyInSeveralPlaces) {
  v1::Citation citation = Cite("Spoke");
  const auto status = ToRpcStatus(Ground(Revision(), "c", v1::QUOTE_MATCHING_TYPOGRAPHIC, citation));
  EXPECT_EQ(test::ReasonOf(status), "QUOTE_AMBIGUOUS");
}

TEST(Ground, RefusesSpansThatAreNotOfTheTextAndNamesTheOffset) {
  v1::Citation cut = Cite("The");
  cut.mutable_span()->set_byte_end(8);  // inside é
  EXPECT_THAT(BadFields(cut), ElementsAre("c.span.byte_end"));
  v1::Citation surrogate = Cite("The");
  surrogate.mutable_span()->set_utf16_start(17);  // inside the emoji
  surrogate.mutable_span()->set_utf16_end(20);
  EXPECT_THAT(BadFields(surrogate), ElementsAre("c.span.utf16_start"));
  v1::Citation beyond = Cite("The");
  beyond.mutable_span()->set_code_point_start(1000);
  beyond.mutable_span()->set_code_point_end(1003);
  EXPECT_THAT(BadFields(beyond), ElementsAre("c.span.code_point_start", "c.span.code_point_end"));
  v1::Citation backwards = Cite("The");
  backwards.mutable_span()->set_byte_start(3);
  backwards.mutable_span()->set_byte_end(3);
  EXPECT_THAT(BadFields(backwards), ElementsAre("c.span.byte_end"));
  v1::Citation at_odds = Cite("The");
  at_odds.mutable_span()->set_byte_end(3);
  at_odds.mutable_span()->set_utf16_end(4);
  EXPECT_THAT(BadFields(at_odds), ElementsAre("c.span"));
}

TEST(Ground, RefusesAQuoteOfMoreThanAThousandSentences) {
  std::string text;
  for (int i = 0; i < 1001; ++i) text += "It rained. ";
  text.pop_back();
  v1::Citation citation = Cite(text);
  const absl::Status status = Ground(Revision(text), "c", kExact, citation);
  EXPECT_THAT(test::BadFields(ToRpcStatus(status)), ElementsAre("c.quote"));
}

TEST(Ground, GroundsEveryPieceOfAnyTextAtItsSpan) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; ++round) {
    const RevisionText revision = Revision(test::RandomText(random, 100));
    const std::string& text = revision.text->text();
    const size_t start = *revision.text->ByteOfCodePoint(random() % 50);
    const size_t end = *revision.text->ByteOfCodePoint(51 + random() % 49);
    v1::Citation citation = Cite(text.substr(start, end - start));
    citation.mutable_span()->set_byte_start(static_cast<int64_t>(start));
    citation.mutable_span()->set_byte_end(static_cast<int64_t>(end));
    ASSERT_TRUE(Ground(revision, "c", kExact, citation).ok()) << text;
    ASSERT_EQ(citation.prefix() + citation.quote() + citation.suffix(),
              text.substr(start - citation.prefix().size(),
                          citation.prefix().size() + end - start + citation.suffix().size()));
  }
}

}  // namespace
}  // namespace verbatim::registry
