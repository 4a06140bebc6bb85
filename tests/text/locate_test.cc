#include "text/quotes/locate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/random_text.h"
#include "support/shared_data.h"
#include "text/quotes/difference.h"
#include "text/quotes/edit_distance.h"
#include "text/unicode/fold.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Located(std::string_view text, std::string_view quote, LocateOptions options = {}) {
  std::vector<std::string> passages;
  for (const LocatedPassage& located : LocateQuote(text, quote, options)) {
    passages.emplace_back(text.substr(located.range.start, located.range.size()));
  }
  return passages;
}

constexpr std::string_view kText =
    "In September, the court “unexpectedly” freed fifty-two prisoners. The minister’s office – in a "
    "statement – denied "
    "that 30,000 troops had crossed the border. Nobody was\nhurt.";

TEST(LocateQuote, PassagesDoNotOverlapInACharacterThatFoldsIntoSeveral) {
  LocateOptions options;
  options.limit = 3;
  std::vector<LocatedPassage> passages = LocateQuote("2\u00BD11", "21", options);
  EXPECT_FALSE(passages.empty());
  for (size_t i = 0; i < passages.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      EXPECT_TRUE(passages[j].range.end <= passages[i].range.start ||
                  passages[i].range.end <= passages[j].range.start);
    }
  }
}

TEST(LocateQuote, FindsAQuoteThatDiffersInTypographyOnly) {
  for (const char* quote : {"the court \"unexpectedly\" freed", "THE COURT “UNEXPECTEDLY” FREED",
                            "the  court 'unexpectedly' freed"}) {
    auto located = LocateQuote(kText, quote, {});
    ASSERT_FALSE(located.empty()) << quote;
    EXPECT_EQ(kText.substr(located[0].range.start, located[0].range.size()), "the court “unexpectedly” freed")
        << quote;
  }
  EXPECT_EQ(LocateQuote(kText, "the minister's office - in a statement - denied", {})[0].similarity, 1);
  EXPECT_THAT(Located(kText, "nobody was hurt."), ElementsAre("Nobody was\nhurt."));
}

TEST(LocateQuote, FindsAQuoteThatDiffersInAFewWords) {
  EXPECT_EQ(Located(kText, "freed fifty-three prisoners")[0], "freed fifty-two prisoners");
  EXPECT_EQ(Located(kText, "denied that over 30,000 soldiers crossed the border")[0],
            "denied that 30,000 troops had crossed the border");
}

TEST(LocateQuote, ReturnsWholeWords) {
  EXPECT_EQ(Located(kText, "ourt “unexpectedly” frees fifty-tw")[0], "court “unexpectedly” freed fifty-two");
  EXPECT_EQ(Located(kText, "ourt “unexpectedly” freed fifty-tw")[0], "court “unexpectedly” freed fifty-two");
  EXPECT_THAT(Located("Eva. Evan. Meva. Steva.", "Eva"), ElementsAre("Eva"));
  EXPECT_THAT(Located("It is everlastingly late", "lasting"), ElementsAre("everlastingly"));
}

TEST(LocateQuote, CutsNoFigure) {
  EXPECT_EQ(Located("The dam holds 31,400 tonnes of water.", "400 tonnes of water")[0],
            "31,400 tonnes of water");
  EXPECT_EQ(Located("It costs 7.25 crowns a day.", "25 crowns a day")[0], "7.25 crowns a day");
  EXPECT_EQ(Located("It costs 7.25 crowns a day.", "It costs 7.2")[0], "It costs 7.25");
  EXPECT_EQ(Located("They met forty-six pilots there.", "six pilots there")[0], "forty-six pilots there");
  EXPECT_EQ(Located("Rule 3. Ships give way.", "Rule 3")[0], "Rule 3");
  EXPECT_EQ(Located("A well-known pilot came.", "known pilot")[0], "known pilot");
}

TEST(LocateQuote, FindsFiguresInAnotherForm) {
  EXPECT_EQ(Located("In May the court let sixty-eight sailors go home.", "the court let 68 sailors go")[0],
            "the court let sixty-eight sailors go");
  EXPECT_EQ(Located("In May the court let 68 sailors go home.", "the court let sixty-eight sailors go")[0],
            "the court let 68 sailors go");
  EXPECT_EQ(Located("The plan, it said, built 3.4 million homes by then.", "built 3.4m homes")[0],
            "built 3.4 million homes");
  EXPECT_EQ(Located("Divers raised two hundred and nine amphorae off the cape.", "raised 209 amphorae")[0],
            "raised two hundred and nine amphorae");
  EXPECT_EQ(Located("Of 12,000 voters fifty-one stayed at home.", "Of twelve thousand voters 51 stayed")[0],
            "Of 12,000 voters fifty-one stayed");
  EXPECT_LT(LocateQuote("let sixty-eight go", "let 68 go", {})[0].similarity, 1);
}

TEST(DifferenceBetween, TellsWhiteSpaceFromTypography) {
  EXPECT_EQ(DifferenceBetween("a b", "a b"), Difference::kNone);
  EXPECT_EQ(DifferenceBetween("a b", "a\n b"), Difference::kWhiteSpace);
  EXPECT_EQ(DifferenceBetween("12 km", "12\u00A0km"), Difference::kNoBreak);
  EXPECT_EQ(DifferenceBetween("it's", "it’s"), Difference::kTypography);
}

TEST(LocateQuote, FindsNothingThatIsNotInTheText) {
  EXPECT_THAT(Located(kText, "quarterly earnings rose by a tenth"), IsEmpty());
  EXPECT_THAT(Located(kText, "", {}), IsEmpty());
  EXPECT_THAT(Located("", "quote", {}), IsEmpty());
  EXPECT_THAT(Located(kText, " \n ", {}), IsEmpty()) << "folding leaves nothing of it";
}

TEST(LocateQuote, WorksWithoutSpacesBetweenWords) {
  const std::string text =
      "去年九月，白俄罗斯释放了五十二名政治犯，其中包括外国公民。这是多年来最重要的一步。";
  EXPECT_EQ(Located(text, "白俄罗斯释放了五十三名政治犯")[0], "白俄罗斯释放了五十二名政治犯");
}

TEST(LocateQuote, PrefersThePlaceWithASimilarContext) {
  const std::string_view text =
      "The mayor said it was late. The governor said it was late. The bishop said it was late.";
  LocateOptions options;
  options.context = {"the governor", ""};
  EXPECT_EQ(LocateQuote(text, "said it was late", options)[0].range.start, text.find("governor") + 9);
  options.context = {"", ". the bishop said"};
  EXPECT_EQ(LocateQuote(text, "said it was late", options)[0].range.start, text.find("governor") + 9);
  EXPECT_EQ(LocateQuote(text, "said it was late", {}).size(), 3u);
}

TEST(LocateQuote, HonoursLimitAndSimilarity) {
  LocateOptions options;
  options.limit = 1;
  EXPECT_EQ(Located("cat cat cat", "cat", options).size(), 1u);
  options.limit = 10;
  options.min_similarity = 1;
  EXPECT_THAT(Located("cast bats", "cats", options), IsEmpty());
}

TEST(LocateQuote, AcceptsShortQuotesAndQuotesLongerThanTheText) {
  EXPECT_EQ(Located("a b c", "B")[0], "b");
  LocateOptions options;
  options.min_similarity = 0.3;
  EXPECT_EQ(Located("short text", "a short text that goes on a bit", options)[0], "short text");
}

// An edited piece of the text is found with at least the similarity that an exhaustive search finds, minus
// the cost of extending the passage to whole words.
TEST(LocateQuote, FindsPlantedEditsAsWellAsExhaustiveSearch) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const std::vector<std::string> words = {"the", "court",  "freed",  "prisoners", "border", "minister", "of",
                                          "and", "troops", "denied", "in",        "report", "year",     "a"};
  int missed = 0;
  constexpr int kRounds = 300;
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += words[random() % words.size()] + (random() % 9 == 0 ? ". " : " ");
    std::u32string whole(FoldedText(text).code_points());
    size_t length = 20 + random() % 120;
    size_t start = random() % (whole.size() - length);
    std::u32string quote = whole.substr(start, length);
    for (size_t edits = length / 12; edits > 0; --edits) {
      size_t at = random() % quote.size();
      if (random() % 2 == 0)
        quote.erase(at, 1);
      else
        quote.insert(at, 1, static_cast<char32_t>('a' + random() % 26));
    }
    std::string bytes(quote.begin(), quote.end());  // ASCII
    quote = std::u32string(FoldedText(bytes).code_points());
    StopPoll poll;
    auto distances = EditDistances(quote, whole, PatternStart::kAnywhere, poll);
    double best = 1 - static_cast<double>(*std::min_element(distances.begin(), distances.end())) /
                          static_cast<double>(quote.size());
    auto located = LocateQuote(text, bytes, {});
    // The words at both ends may each grow or shrink by a few letters.
    double tolerance = 9.0 / static_cast<double>(quote.size());
    if (located.empty() || located[0].similarity < best - tolerance) ++missed;
  }
  EXPECT_LE(missed, kRounds / 100);
}

TEST(LocateQuote, ReturnsValidPassagesForAnyText) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 300; ++i) {
    const std::string text = test::RandomText(random, random() % 300);
    const std::string quote = test::RandomText(random, 1 + random() % 30);
    LocateOptions options;
    options.min_similarity = 0.1;
    auto located = LocateQuote(text, quote, options);
    for (size_t k = 0; k < located.size(); ++k) {
      const ByteRange& range = located[k].range;
      ASSERT_LT(range.start, range.end);
      ASSERT_LE(range.end, text.size());
      ASSERT_TRUE(IsCodePointBoundary(text, range.start) && IsCodePointBoundary(text, range.end));
      ASSERT_GE(located[k].similarity, 0.1);
      ASSERT_LE(located[k].similarity, 1);
      if (k > 0) {
        ASSERT_LE(located[k].similarity, located[k - 1].similarity);
      }
    }
  }
}

TEST(LocateQuote, SearchesALongQuoteOnlyExactlyIfFoldingLengthensIt) {
  std::string quote;
  for (int i = 0; i < 3000; ++i) quote += "\u3316";  // folds into six code points
  const std::string text = quote + " quote";
  EXPECT_EQ(LocateQuote(text, quote, {}).size(), 1u);
  EXPECT_TRUE(LocateQuote(text, quote.substr(0, 6000) + "!" + quote.substr(6000), {}).empty());
  EXPECT_FALSE(LocateQuote(text, std::string("\u3316") + " quot", {}).empty()) << "short enough";
}

// The test asserts no time, but it would not finish if the search took quadratic time.
TEST(LocateQuote, FinishesOnHostileInput) {
  const size_t size = 2 << 20;
  std::string alternating;
  for (size_t i = 0; i < size / 2; ++i) alternating += "ab";
  std::string accents;
  for (size_t i = 0; i < size / 2; ++i) accents += "\u0301";
  for (const std::string& text :
       {std::string(size, 'a'), std::string(size, ' '), std::string(size, '.'), alternating, accents}) {
    for (const std::string& quote :
         {std::string(5000, 'a'), std::string(100, 'a') + "b", std::string("b"), std::string("\u0301")}) {
      const std::vector<LocatedPassage> passages = LocateQuote(text, quote, {});
      EXPECT_LE(passages.size(), LocateOptions().limit);
      for (const LocatedPassage& passage : passages) {
        EXPECT_LT(passage.range.start, passage.range.end);
        EXPECT_LE(passage.range.end, text.size());
        EXPECT_GE(passage.similarity, LocateOptions().min_similarity);
      }
      // A lone accent folds into nothing.
      const bool found = quote != "\u0301" && text.find(quote) != std::string::npos;
      EXPECT_EQ(!passages.empty() && passages[0].similarity == 1, found) << text.substr(0, 8);
    }
  }
}

TEST(LocateQuote, FindsTheSourcesOfQuotesThatAModelChanged) {
  if (!std::filesystem::exists(test::SharedData("belarus-between-east-and-west.txt")))
    GTEST_SKIP() << "no shared data";
  const std::string article = test::ReadFile(test::SharedData("belarus-between-east-and-west.txt"));
  EXPECT_EQ(Located(article, "Belarus unexpectedly released fifty-three political prisoners")[0],
            "Belarus unexpectedly released fifty-two political prisoners");
  EXPECT_EQ(Located(article, "the EU agreed to lift sanctions on Belarusian airline Belavia")[0],
            "the US agreed to lift sanctions on Belarusian airline Belavia");
  EXPECT_EQ(
      Located(
          article,
          "Minsk's diplomatic outreach, and apparent efforts to ease relations with the U.S. and the E.U.")
          [0],
      "Minsk's diplomatic outreach and apparent efforts to ease relations with the US and the EU");
}

}  // namespace
}  // namespace verbatim::text
