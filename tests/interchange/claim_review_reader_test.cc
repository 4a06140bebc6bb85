// Rules of interchange/claim_review: what is read of the JSON of publishers, and what is noted.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interchange/claim_review.h"
#include "interchange/claim_review/date_reader.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/claim_review/rating_reader.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/claim_words.h"
#include "interchange/fact_check_tools.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Uris kFacts("https://facts.example/");

// A review with all that Google's table of properties recommends.
json GoodReview() {
  return json::parse(R"({
    "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://r.example/1", "claimReviewed": "It is flat.",
    "datePublished": "2024-02-29", "author": {"@type": "Organization", "name": "Checkers", "url": "https://r.example/"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Jo"}, "appearance": "https://n.example/a"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"}})");
}

json With(const std::string& key, json value) {
  json object = GoodReview();
  object[key] = std::move(value);
  return object;
}

json Without(const std::string& key) {
  json object = GoodReview();
  object.erase(key);
  return object;
}

std::vector<ExchangedItem> ReadAll(const json& object, std::string_view page = "") {
  auto read = ReadClaimReviews(object, page, kFacts);
  EXPECT_TRUE(read.ok()) << read.status() << "\n" << object;
  return read.ok() ? *std::move(read) : std::vector<ExchangedItem>(1);
}

ExchangedItem ReadOne(const json& object, std::string_view page = "") {
  return std::move(ReadAll(object, page).front());
}

v1::Review FirstReview(const ExchangedItem& item) {
  return item.reviews.empty() ? v1::Review() : item.reviews.front();
}

std::vector<std::string> Noted(const ExchangedItem& item) {
  std::vector<std::string> properties;
  for (const v1::ImportNote& note : item.notes.list()) properties.push_back(note.property());
  return properties;
}

TEST(ClaimReviewReader, ACompleteReviewHasNoNotes) {
  const ExchangedItem item = ReadOne(GoodReview());
  EXPECT_THAT(Noted(item), IsEmpty());
  EXPECT_EQ(FirstReview(item).uri(), "https://r.example/1");
  EXPECT_EQ(FirstReview(item).rating().words(), "False");
}

struct RatingCase {
  const char* rating;
  double value, best, worst;  // value 0 for none
  const char* words;
};

TEST(ClaimReviewReader, RatingsAreReadInEveryForm) {
  for (const RatingCase& one : std::vector<RatingCase>{
           {R"({"ratingValue": "1/5"})", 1, 5, 1, ""},
           {R"({"ratingValue": "3,5"})", 3.5, 5, 1, ""},
           {R"({"ratingValue": "80%"})", 80, 100, 0, ""},
           {R"({"ratingValue": "3 out of 4", "alternateName": "Mostly"})", 3, 4, 1, "Mostly"},
           {R"({"ratingValue": 4})", 4, 5, 1, ""},
           {R"({"ratingValue": "2", "bestRating": "7"})", 2, 7, 1, ""},
           {R"({"ratingValue": 2, "bestRating": 1, "worstRating": 5})", 2, 1, 5, ""},
           {R"({"ratingValue": "False"})", 0, 0, 0, "False"},
           {R"({"ratingValue": false})", 0, 0, 0, "False"},
           {R"({"ratingValue": "N/A", "alternateName": "False"})", 0, 0, 0, "False"},
           {R"({"ratingValue": 7})", 0, 0, 0, "7"},
           {R"({"ratingValue": "1/0"})", 0, 0, 0, "1/0"},
           {R"({"ratingValue": 2, "bestRating": "five", "alternateName": "Half true"})", 0, 0, 0,
            "Half true"},
           {R"({"ratingValue": "nan", "alternateName": "?"})", 0, 0, 0, "?"},
           {R"({"ratingValue": -1, "bestRating": -1, "worstRating": -1, "alternateName": "Scam"})", 0, 0, 0,
            "Scam"},
           {R"({"name": "Half&nbsp;true"})", 0, 0, 0, "Half true"},
           {R"({"ratingExplanation": "It is round."})", 0, 0, 0, "It is round."},
           {R"("Mostly false")", 0, 0, 0, "Mostly false"},
           {R"(3)", 3, 5, 1, ""},
           {R"([{}, {"alternateName": "Falso"}])", 0, 0, 0, "Falso"},
       }) {
    const v1::Rating rating = FirstReview(ReadOne(With("reviewRating", json::parse(one.rating)))).rating();
    EXPECT_EQ(rating.words(), one.words) << one.rating;
    EXPECT_EQ(rating.has_value(), one.best != one.worst) << one.rating;
    EXPECT_EQ(rating.value(), one.value) << one.rating;
    EXPECT_EQ(rating.best(), one.best) << one.rating;
    EXPECT_EQ(rating.worst(), one.worst) << one.rating;
  }
}

TEST(ClaimReviewReader, WhatARatingLosesIsNoted) {
  EXPECT_THAT(Noted(ReadOne(With("reviewRating", {{"ratingValue", 9}, {"alternateName", "F"}}))),
              ElementsAre("reviewRating.ratingValue"));
  EXPECT_THAT(Noted(ReadOne(With("reviewRating", {{"ratingValue", 2}, {"bestRating", "x"}, {"name", "F"}}))),
              ElementsAre("reviewRating.bestRating", "reviewRating.ratingValue"));
  EXPECT_THAT(Noted(ReadOne(With("reviewRating", {{"alternateName", {"A", "B"}}, {"image", "x.png"}}))),
              ElementsAre("reviewRating.alternateName[1]", "reviewRating.image"));
  const ExchangedItem cut =
      ReadOne(With("reviewRating", {{"alternateName", std::string(500, 'a') + " " + std::string(600, 'b')}}));
  EXPECT_EQ(FirstReview(cut).rating().words(), std::string(500, 'a') + "…");
  EXPECT_THAT(FirstReview(cut).rating().explanation(), SizeIs(1101));
  EXPECT_THAT(Noted(cut), ElementsAre("reviewRating.alternateName"));
}

TEST(ClaimReviewReader, AReviewNeedsAVerdict) {
  for (const char* rating : {"null", "[]", "{}", R"({"ratingValue": ""})"}) {
    EXPECT_FALSE(ReadClaimReviews(With("reviewRating", json::parse(rating)), "", kFacts).ok()) << rating;
  }
}

TEST(ClaimReviewReader, DatesAreReadInEveryForm) {
  for (const auto& [text, date] : std::vector<std::pair<const char*, const char*>>{
           {"2024-02-29", "2024-02-29"},
           {"2024", "2024"},
           {"2024-02", "2024-02"},
           {"20240229", "2024-02-29"},
           {"2024/2/9", "2024-02-09"},
           {"2024-060", "2024-02-29"},
           {"2024-W09-4", "2024-02-29"},
           {"2024W094", "2024-02-29"},
           {"2024-W07", "2024-02"},
           {"2024-W09", "2024"},
           {"2024-02-29T10:15:00Z", "2024-02-29T10:15:00Z"},
           {"2024-02-29T10:15:00+0100", "2024-02-29T10:15:00+0100"},
           {"20240229T101500Z", "2024-02-29T10:15:00Z"},
           {"2024-02-29 10:15:30 +01:00", "2024-02-29T10:15:30+01:00"},
           {"2024-02-29T10:15Z", "2024-02-29T10:15:00Z"},
           {"2024-02-29T10:15:00", "2024-02-29"},
           {"Thu, 29 Feb 2024 10:15:00 GMT", "2024-02-29T10:15:00Z"},
           {"Thu, 29 Feb 24 10:15:00 -0500", "2024-02-29T10:15:00-05:00"},
           {"29 February 2024", "2024-02-29"},
           {"February 29, 2024", "2024-02-29"},
           {"29th of February 2024", "2024-02-29"},
           {"Feb. 2024", "2024-02"},
           {"29/02/2024", "2024-02-29"},
           {"02/29/2024", "2024-02-29"},
           {"3.4.2024", "2024-04-03"},
           {"03/04/2024", "2024"},
           {"2024年2月29日", "2024-02-29"},
           {"1709201700", "2024-02-29T10:15:00Z"},
           {"1709201700000", "2024-02-29T10:15:00Z"},
           {"2023-02-29", ""},
           {"0000-00-00", ""},
           {"2024-13", ""},
           {"yesterday", ""},
           {"52", ""},
           {"", ""},
       }) {
    EXPECT_EQ(ReadDate(text, "").date, date) << text;
  }
  EXPECT_EQ(ReadDate("29 de febrero de 2024", "es").date, "2024-02-29");
  EXPECT_EQ(ReadDate("29. Februar 2024", "de-AT").date, "2024-02-29");
  EXPECT_EQ(ReadDate("29 फ़रवरी 2024", "hi").date, "2024-02-29");
  EXPECT_EQ(ReadDate("29 de febrero de 2024", "").date, "") << "the language is unknown";
}

TEST(ClaimReviewReader, WhatADateLosesIsNoted) {
  EXPECT_THAT(ReadDate("2024-02-29T10:15:00", "").lost, HasSubstr("zone"));
  EXPECT_THAT(ReadDate("03/04/2024", "").lost, HasSubstr("confused"));
  EXPECT_EQ(ReadDate("2024/02/29", "").lost, "");
  EXPECT_THAT(Noted(ReadOne(With("datePublished", "soon"))), ElementsAre("datePublished"));
  EXPECT_THAT(Noted(ReadOne(With("datePublished", "2024-W09"))), ElementsAre("datePublished"));
}

TEST(ClaimReviewReader, UrlsAreResolved) {
  constexpr std::string_view kBase = "https://r.example/a/b?c#d";
  for (const auto& [written, url] : std::vector<std::pair<const char*, const char*>>{
           {"https://x.example/1", "https://x.example/1"},
           {" https://x.example/1\n", "https://x.example/1"},
           {"//x.example/1", "https://x.example/1"},
           {"x.example/1", "https://x.example/1"},
           {"www.x.example", "https://www.x.example"},
           {"x.example:8080/1", "https://x.example:8080/1"},
           {"/1", "https://r.example/1"},
           {"1", "https://r.example/a/1"},
           {"1.html", "https://r.example/a/1.html"},
           {"../1", "https://r.example/1"},
           {"../../../1", "https://r.example/1"},
           {"?e=f", "https://r.example/a/b?e=f"},
           {"https://x.example/a b", "https://x.example/a%20b"},
           {"https://x.example/?a&amp;b", "https://x.example/?a&b"},
           {"urn:isbn:1", "urn:isbn:1"},
           {"#d", ""},
           {"_:b0", ""},
           {"javascript:alert(1)", ""},
           {"https://", ""},
           {"", ""},
       }) {
    EXPECT_EQ(ReadUrl(written, kBase), url) << written;
  }
  EXPECT_EQ(ReadUrl("/1", ""), "");
  EXPECT_EQ(ReadUrl("https://x.example/" + std::string(3000, 'a'), ""), "");
  EXPECT_EQ(HostOf("https://user@www.X.example:80/a"), "x.example");
}

TEST(ClaimReviewReader, AUrlIsCompletedByThePage) {
  json object = With("url", "/fact/1");
  EXPECT_EQ(FirstReview(ReadOne(object)).uri(), "") << "nothing says which site it is";
  EXPECT_THAT(Noted(ReadOne(object)), Contains("url"));
  EXPECT_EQ(FirstReview(ReadOne(object, "https://page.example/")).uri(), "https://page.example/fact/1");
  object["@id"] = "https://id.example/x#review";
  EXPECT_EQ(FirstReview(ReadOne(object)).uri(), "https://id.example/fact/1");
  object["mainEntityOfPage"] = {{"@type", "WebPage"}, {"@id", "https://main.example/y"}};
  EXPECT_EQ(FirstReview(ReadOne(object)).uri(), "https://main.example/fact/1");
  object.erase("url");
  EXPECT_EQ(FirstReview(ReadOne(object)).uri(), "https://main.example/y");
  EXPECT_FALSE(ReadClaimReviews(Without("url"), "", kFacts).ok()) << "url is required";
}

TEST(ClaimReviewReader, TheReviewerIsOneAuthor) {
  const auto reviewer = [](const json& object) { return FirstReview(ReadOne(object)).reviewer(); };
  json object = Without("author");
  EXPECT_EQ(reviewer(object).name(), "r.example");
  object["sdPublisher"] = {{"name", "Data"}};
  EXPECT_EQ(reviewer(object).name(), "Data");
  object["publisher"] = {{"name", "House"}, {"url", "https://house.example/"}};
  EXPECT_EQ(reviewer(object).ShortDebugString(), R"(name: "House" uri: "https://house.example/")");
  object["author"] = {"Ann", {{"name", "Bob"}, {"url", "https://bob.example/"}}};
  EXPECT_EQ(reviewer(object).ShortDebugString(), R"(name: "Ann")");
  EXPECT_THAT(Noted(ReadOne(object)), ElementsAre("author[1]", "publisher", "sdPublisher"));
  object["author"] = {{"url", "https://www.fc.example/about"}};
  EXPECT_EQ(reviewer(object).name(), "fc.example");
  object["author"] = {{"name", "FC"}, {"url", "https://fc.example/"}, {"sameAs", {"https://a.example/fc"}}};
  EXPECT_THAT(reviewer(object).same_as(), ElementsAre("https://a.example/fc"));
}

TEST(ClaimReviewReader, TheClaimIsDescribedByItsItem) {
  const ExchangedItem item = ReadOne(With("itemReviewed", json::parse(R"({
    "@type": "Claim", "datePublished": "20240228",
    "author": {"name": "Jo", "sameAs": ["https://jo.example/", "https://w.example/Jo"], "jobTitle": "mayor"},
    "appearance": [{"url": "https://a.example/1", "headline": "H"}, "https://a.example/2"],
    "firstAppearance": {"@type": "CreativeWork", "url": "https://a.example/0"}})")));
  EXPECT_EQ(item.claim.publish_date(), "2024-02-28");
  EXPECT_EQ(item.claim.claimant().uri(), "https://jo.example/");
  EXPECT_THAT(item.claim.claimant().same_as(), ElementsAre("https://w.example/Jo"));
  EXPECT_THAT(item.appearances,
              ElementsAre("https://a.example/1", "https://a.example/2", "https://a.example/0"));
  EXPECT_EQ(item.first_appearance, "https://a.example/0");
  EXPECT_THAT(Noted(item),
              ElementsAre("itemReviewed.author.jobTitle", "itemReviewed.appearance[0].headline"));
}

TEST(ClaimReviewReader, EachTextIsAClaim) {
  EXPECT_THAT(ReadAll(With("claimReviewed", {"A.", "B.", "A."})), SizeIs(2));
  EXPECT_EQ(ReadOne(With("claimReviewed", {{"@type", "Claim"}, {"text", " A. "}})).claim.text(), "A.");
  json object = Without("claimReviewed");
  object["itemReviewed"] = {{{"@type", "Claim"}, {"text", "A."}, {"author", "Jo"}},
                            {{"@type", "Claim"}, {"name", "B."}, {"author", "Al"}}};
  const std::vector<ExchangedItem> claims = ReadAll(object);
  ASSERT_THAT(claims, SizeIs(2));
  EXPECT_EQ(claims[0].claim.claimant().name(), "Jo");
  EXPECT_EQ(claims[1].claim.claimant().name(), "Al");
  EXPECT_EQ(claims[1].claim.text(), "B.");
  object["itemReviewed"] = {{"@type", "NewsArticle"}, {"name", "A title"}};
  object["claimReviewed"] = "A.";
  EXPECT_THAT(Noted(ReadOne(object)), ElementsAre("itemReviewed.name")) << "the title of a work is no claim";
}

TEST(ClaimReviewReader, TextsOfAReviewAreKept) {
  json object = GoodReview();
  object["headline"] = "<b>Flat?</b> No &amp; no";
  object["inLanguage"] = "pt_BR";
  object["reviewBody"] = "<p>One.</p><p>Two.</p>";
  object["description"] = "Short.";
  object["keywords"] = {"earth"};
  const ExchangedItem item = ReadOne(object);
  EXPECT_EQ(FirstReview(item).title(), "Flat? No & no");
  EXPECT_EQ(FirstReview(item).language_code(), "pt-BR");
  EXPECT_EQ(FirstReview(item).rationale(), "One.\nTwo.");
  EXPECT_THAT(Noted(item), ElementsAre("description", "keywords"));
}

TEST(ClaimReviewReader, NotesAreBounded) {
  json object = GoodReview();
  for (int i = 0; i < 1000; ++i) object["x" + std::to_string(i)] = 1;
  EXPECT_THAT(ReadOne(object).notes.list(), SizeIs(Notes::kMaxNotes));
}

TEST(PlainText, LosesMarkupAlone) {
  EXPECT_EQ(PlainText(" a < b & c \n"), "a < b & c");
  EXPECT_EQ(PlainText("R&D &lt;3 &#8217;&amp;amp;"), "R&D <3 ’&amp;");
  EXPECT_EQ(PlainText("<p>a</p><script>b</script><p>c</p>"), "a\nc");
  EXPECT_EQ(PlainText("&"), "&");
  EXPECT_EQ(PlainText("a&"), "a&");
  EXPECT_EQ(PlainText("\xC2\xA0 \xE2\x80\x8B"), "");
  EXPECT_EQ(PlainLine("a\n\n b"), "a b");
}

TEST(ClaimWords, DifferInTypographyAlone) {
  EXPECT_TRUE(HasSameWords("it's “flat” – here…", "It’s \"flat\" - here..."));
  EXPECT_TRUE(HasSameWords("a\xC2\xA0\n b", "A b"));
  EXPECT_FALSE(HasSameWords("61 percent", "62 percent"));
  EXPECT_FALSE(HasSameWords("año", "ano"));
  EXPECT_FALSE(HasSameWords("polish it", "it"));
}

TEST(FactCheckTools, EachReviewOfAClaimIsAnItem) {
  auto read = ReadFactCheckClaim(json::parse(R"({
    "text": "It is flat.", "claimant": "Jo", "claimDate": "2024-02-28T00:00:00Z", "rank": 1,
    "claimReview": [
      {"publisher": {"name": "FC", "site": "fc.example"}, "url": "https://fc.example/1", "title": "Flat?",
       "reviewDate": "2024-02-29T00:00:00Z", "textualRating": "False", "languageCode": "en"},
      {"publisher": {"site": "b.example"}, "url": "https://b.example/1", "textualRating": "Pants on fire"}]})"));
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_THAT(*read, SizeIs(2));
  EXPECT_EQ((*read)[0].claim.claimant().name(), "Jo");
  EXPECT_EQ((*read)[0].claim.publish_date(), "2024-02-28T00:00:00Z");
  EXPECT_EQ(FirstReview((*read)[0]).reviewer().uri(), "https://fc.example/");
  EXPECT_EQ(FirstReview((*read)[0]).title(), "Flat?");
  EXPECT_EQ(FirstReview((*read)[1]).reviewer().name(), "b.example");
  EXPECT_THAT(Noted((*read)[0]), ElementsAre("rank"));
  EXPECT_FALSE(
      ReadFactCheckClaim(json::parse(R"({"text": "x", "claimReview": [{"url": "https://b.example/"}]})"))
          .ok());
  EXPECT_FALSE(ReadFactCheckClaim(json::parse(R"({"claimant": "Jo"})")).ok());
  EXPECT_THAT(*ReadFactCheckClaim(json::object()), IsEmpty()) << "the answer of a search without results";
}

}  // namespace
}  // namespace verbatim::interchange
