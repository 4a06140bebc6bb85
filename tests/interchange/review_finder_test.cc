#include "interchange/claim_review/review_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<FoundReview> FindReviews(std::string_view file, size_t part = 1 << 20) {
  FeedItems items;
  ReviewFinder finder;
  std::vector<FoundReview> all;
  const auto take = [&](std::vector<FeedItem> found) {
    for (FeedItem& item : found) {
      for (FoundReview& review : finder.Push(std::move(item))) all.push_back(std::move(review));
    }
  };
  for (size_t at = 0; at < file.size(); at += part) take(items.Push(file.substr(at, part)));
  take(items.Finish());
  for (FoundReview& review : finder.Finish()) all.push_back(std::move(review));
  return all;
}

// The urls of the reviews, or `!` for an error.
std::vector<std::string> Urls(std::string_view file) {
  std::vector<std::string> urls;
  for (const FoundReview& found : FindReviews(file))
    urls.push_back(found.review.ok() ? (*found.review)["url"] : "!");
  return urls;
}

TEST(ReviewFinder, FindsReviewsWhereverTheyAre) {
  const std::string a = R"({"@type": "ClaimReview", "url": "a", "claimReviewed": "x"})";
  const std::string b = R"({"@type": ["ClaimReview", "Review"], "url": "b"})";
  for (const std::string& file : {
           a + b,
           "[" + a + "," + b + "]",
           R"({"@graph": [{"@type": "WebPage"}, )" + a + ", " + b + R"(, {"@type": "Person", "@id": "#p"}]})",
           R"({"@graph": [{"@type": "NewsArticle", "review": [)" + a + "," + b + "]}]}",
           R"({"@type": "WebPage", "mainEntity": )" + a + R"(, "review": )" + b + "}",
           R"({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": )" + a + "}, " + b +
               "]}",
           R"({"dataFeedElement": {"@type": "DataFeedItem", "item": [)" + a + "," + b + "]}}",
           R"({"dataFeedElement": [{"@type": "DataFeedItem", "item": )" + a + "}, {\"item\": [" + b + "]}]}",
           R"([{"@type": "Organization"}, {"@graph": )" + a + "}, " + b + "]",
       }) {
    EXPECT_THAT(Urls(file), ElementsAre("a", "b")) << file;
  }
  EXPECT_THAT(Urls(R"({"@type": "schema:ClaimReview", "schema:url": "a"})"), ElementsAre("a"));
}

TEST(ReviewFinder, ReportsWhatIsNoReview) {
  EXPECT_THAT(Urls("{}"), ElementsAre("!"));
  EXPECT_THAT(Urls(R"([{"@type": "MediaReview"}, {"@type": "ClaimReview", "url": "a"}])"),
              ElementsAre("!", "a"));
  EXPECT_THAT(Urls("[7]"), ElementsAre("!"));
  for (const char* file : {"", "[]", R"({"@graph": []})", R"({"@graph": [{"@type": "WebPage"}]})"}) {
    const std::vector<FoundReview> found = FindReviews(file);
    ASSERT_THAT(found, SizeIs(1)) << file;
    EXPECT_FALSE(found[0].review.ok());
  }
}

TEST(ReviewFinder, FollowsReferencesInBothDirections) {
  const std::vector<FoundReview> found = FindReviews(R"({"@graph": [
    {"@type": "Person", "@id": "#jo", "name": "Jo"},
    {"@type": "ClaimReview", "author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim", "@type": "Claim"},
     "isBasedOn": {"@id": "#org"}},
    {"@type": "Claim", "@id": "#claim", "author": [{"@id": "#jo"}], "appearance": "#work"},
    {"@type": "CreativeWork", "@id": "#work", "url": "https://n.example/"},
    {"@type": "Organization", "@id": "#org", "name": "FC"}]})",
                                                     7);
  ASSERT_THAT(found, SizeIs(1));
  const nlohmann::json& review = *found[0].review;
  EXPECT_EQ(review["author"]["name"], "FC");
  EXPECT_EQ(review["itemReviewed"]["author"][0]["name"], "Jo");
  EXPECT_EQ(review["itemReviewed"]["appearance"]["url"], "https://n.example/");
  EXPECT_EQ(review["isBasedOn"]["@id"], "#org") << "not a reference to a node";
}

TEST(ReviewFinder, ReferencesEndWithTheirList) {
  const std::vector<FoundReview> found =
      FindReviews(R"({"@graph": [{"@id": "#a", "@type": "Person", "name": "Jo"}]}
    {"@graph": [{"@type": "ClaimReview", "author": {"@id": "#a"}}]})");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FALSE((*found[0].review)["author"].contains("name"));
}

TEST(ReviewFinder, NodesThatNameEachOtherEnd) {
  const std::vector<FoundReview> found = FindReviews(R"([
    {"@id": "#a", "author": [{"@id": "#b"}, {"@id": "#b"}]}, {"@id": "#b", "author": [{"@id": "#a"}, {"@id": "#a"}]},
    {"@type": "ClaimReview", "author": {"@id": "#a"}}])");
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_TRUE(found[2].review.ok());
}

TEST(ReviewFinder, WaitsForABoundedTime) {
  FeedItems items;
  ReviewFinder finder;
  const std::string review = R"({"@type": "ClaimReview", "author": {"@id": "#unknown"}, "x": ")" +
                             std::string(1 << 19, 'x') + "\"},";
  size_t released = 0;
  const auto push = [&](std::string_view part) {
    for (FeedItem& item : items.Push(part)) released += finder.Push(std::move(item)).size();
  };
  push(R"({"@graph": [)");
  for (int i = 0; i < 20; ++i) push(review);
  EXPECT_GE(released, 10u);
  EXPECT_LT(released, 20u);
  EXPECT_THAT(finder.Finish(), SizeIs(20 - released));
}

TEST(ReviewFinder, KnowsThePageAroundAReview) {
  EXPECT_EQ(
      FindReviews(
          R"({"@type": "NewsArticle", "url": "https://n.example/1#x", "review": {"@type": "ClaimReview"}})")
          [0]
              .page,
      "https://n.example/1");
  EXPECT_EQ(FindReviews(R"({"@type": "ClaimReview"})")[0].page, "");
}

}  // namespace
}  // namespace verbatim::interchange
