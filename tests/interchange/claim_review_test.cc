#include "interchange/claim_review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/util/json_util.h"
#include "interchange/review_sources.h"

namespace verbatim::interchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const Uris kUris("https://facts.example/");

template <typename Message>
Message FromJson(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(text, &message).ok()) << text;
  return message;
}

ClaimRecord Example() {
  ClaimRecord record;
  record.claim = FromJson<v1::Claim>(R"({
    "name": "claims/a", "text": "Belarus freed 52.", "claimant": {"name": "Ministry", "uri": "https://m.example/"},
    "appearanceUri": "https://tv.example/",
    "citations": [{"revision": "documents/d/revisions/2", "quote": "freed, fifty-two", "prefix": "Belarus ", "suffix": " prisoners"}]})");
  record.documents["documents/d"] = FromJson<v1::Document>(
      R"({"name": "documents/d", "uri": "https://n.example/d", "title": "T", "authors": ["A"], "publisher": "P"})");
  record.evidence.push_back(FromJson<v1::Evidence>(R"({
    "name": "claims/a/evidence/e", "stance": "EVIDENCE_STANCE_REFUTES",
    "citation": {"revision": "documents/d/revisions/2", "quote": "none", "prefix": "x", "suffix": "y"}})"));
  record.reviews.push_back(FromJson<v1::Review>(R"({
    "name": "claims/a/reviews/r", "rating": {"value": 4.5, "best": 5, "worst": 1, "words": "Mostly \"true\""},
    "reviewer": {"name": "Facts", "uri": "https://facts.example/us"}, "uri": "https://r.example/1",
    "publishDate": "2025-09-13", "rationale": "because", "evidence": ["claims/a/evidence/e"], "state": "REVIEW_STATE_ACTIVE"})"));
  return record;
}

ExchangedItem ReadGood(const nlohmann::json& object) {
  auto read = ReadClaimReviews(object, "", kUris);
  EXPECT_TRUE(read.ok()) << read.status();
  return read.ok() ? read->front() : ExchangedItem{};
}

TEST(ClaimReview, SurvivesARoundTrip) {
  ClaimRecord record = Example();
  auto written = ToClaimReviews(record, kUris);
  ASSERT_THAT(written, SizeIs(1));
  ExchangedItem read = ReadGood(nlohmann::json::parse(written[0].dump()));
  KeepAppearances(read, read.cited_uris, read.claim);
  EXPECT_EQ(read.claim.ShortDebugString(), record.claim.ShortDebugString());
  EXPECT_THAT(read.notes.list(), SizeIs(0));
  ASSERT_THAT(read.evidence, SizeIs(1));
  EXPECT_EQ(read.evidence[0].ShortDebugString(), record.evidence[0].ShortDebugString());
  record.reviews[0].clear_state();
  ASSERT_THAT(read.reviews, SizeIs(1));
  EXPECT_EQ(read.reviews[0].ShortDebugString(), record.reviews[0].ShortDebugString());
}

TEST(ClaimReview, IsWrittenForActiveReviewsAndUnerasedWords) {
  ClaimRecord record = Example();
  record.claim.mutable_citations(0)->set_erased(true);
  record.evidence[0].mutable_citation()->set_erased(true);
  auto written = ToClaimReviews(record, kUris);
  ASSERT_THAT(written, SizeIs(1));
  EXPECT_FALSE(written[0].contains("citation"));
  EXPECT_FALSE(written[0]["itemReviewed"].contains("citation"));
  record.reviews[0].set_state(v1::REVIEW_STATE_RETRACTED);
  EXPECT_THAT(ToClaimReviews(record, kUris), SizeIs(0));
}

TEST(ClaimReview, OfOtherPublishersIsRead) {
  ExchangedItem read = ReadGood(nlohmann::json::parse(R"({
    "@context": "http://schema.org", "@type": ["ClaimReview", "Review"], "claimReviewed": "It is flat.",
    "url": {"@id": "https://r.example/2"}, "datePublished": "2024-02-29T10:00:00",
    "author": [{"@type": "Organization", "name": "Checkers", "sameAs": "x"}],
    "itemReviewed": {"@type": "CreativeWork", "author": "Somebody", "url": "https://n.example/flat"},
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "7", "worstRating": 1, "alternateName": "False"}})"));
  EXPECT_EQ(read.claim.text(), "It is flat.");
  EXPECT_THAT(read.appearances, ElementsAre("https://n.example/flat"));
  EXPECT_EQ(read.claim.claimant().name(), "Somebody");
  EXPECT_EQ(read.reviews[0].rating().best(), 7);
  EXPECT_EQ(read.reviews[0].publish_date(), "2024-02-29") << "the time is dropped: it has no zone";
  EXPECT_EQ(read.reviews[0].reviewer().name(), "Checkers");
}

TEST(ClaimReview, ReportsEverythingThatIsMissing) {
  auto read = ReadClaimReviews(
      nlohmann::json::parse(
          R"({"@type": "ClaimReview", "claimReviewed": [], "author": {}, "reviewRating": {}})"),
      "", kUris);
  ASSERT_EQ(read.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string text = read.status().ToString();
  for (const char* part : {"claimReviewed", "url", "uthor", "reviewRating", "alternateName"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(ClaimReview, OfOtherJsonIsRefused) {
  for (const char* text :
       {"null", "[]", "7", "{}", R"({"@type": 7})", R"({"@type": "ClaimReview", "reviewRating": [[]]})",
        R"({"@type": "ClaimReview", "itemReviewed": [1, {"citation": [1, {"@type": "Quotation"}]}]})",
        R"({"@type": "ClaimReview", "citation": {"@type": "Quotation", "text": {"name": {}}}})"}) {
    EXPECT_FALSE(ReadClaimReviews(nlohmann::json::parse(text), "", kUris).ok()) << text;
  }
}

}  // namespace
}  // namespace verbatim::interchange
