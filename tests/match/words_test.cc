#include "match/analysis/words.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "match/index/terms.h"
#include "support/random_text.h"
#include "text/unicode/utf8.h"

namespace verbatim::match {
namespace {

using ::testing::ElementsAre;

// A collection that has these terms.
Collection CollectionOf(std::vector<std::string> terms) {
  return {.size = 1000, .average_length = 20, .frequency = [terms](std::string_view term) {
            return uint64_t{std::find(terms.begin(), terms.end(), term) != terms.end() ? 10u : 0u};
          }};
}

std::vector<std::string> TermsOf(std::string_view text, std::string_view language = "en",
                                 const Collection* collection = nullptr) {
  std::vector<std::string> terms;
  for (const AnalysedWord& word : Analyser(language).Analyse(text, collection).words)
    terms.push_back(word.term);
  return terms;
}

TEST(Words, AreStemsWithTheirPlaces) {
  const std::string text = "He “donated” his salaries";
  const AnalysedText analysed = Analyser("en").Analyse(text, nullptr);
  ASSERT_EQ(analysed.words.size(), 4u);
  EXPECT_EQ(analysed.words[1].term, "donat");
  EXPECT_EQ(text.substr(analysed.words[1].range.start, analysed.words[1].range.size()), "donated");
  EXPECT_EQ(analysed.letters, U" he donated his salaries ");
}

TEST(Words, IgnoreCaseAndTypography) {
  EXPECT_EQ(TermsOf("Don’t touch Trump’s café"), TermsOf("don't TOUCH trump cafe\u0301"));
}

TEST(Words, AreNumbersIfTheyStateOne) {
  EXPECT_THAT(TermsOf("30,000 and 4.60 of fifty-two"), ElementsAre("30000", "and", "4.6", "of", "52"));
  EXPECT_THAT(TermsOf("$4.6 million"), ElementsAre("4600000", "4.6", "million"));
  EXPECT_THAT(TermsOf("two, 2, ２"), ElementsAre("2", "2", "2"));
}

TEST(Words, OfATagAreSplitAtCapitals) {
  EXPECT_THAT(TermsOf("#DraftOurDaughters"), ElementsAre("draft", "our", "daughter", "draftourdaught"));
  EXPECT_THAT(TermsOf("@USArmy2020"), ElementsAre("us", "armi", "2020", "usarmy2020"));
  EXPECT_THAT(TermsOf("#one_two#three"), ElementsAre("one", "two", "one_two", "three"));
}

TEST(Words, OfATagWithoutCapitalsAreSplitByKnownWords) {
  const Collection collection = CollectionOf({"cape", "town", "storm"});
  EXPECT_THAT(TermsOf("#capetownstorm", "en", &collection),
              ElementsAre("cape", "town", "storm", "capetownstorm"));
  EXPECT_THAT(TermsOf("#capetownstorm"), ElementsAre("capetownstorm"));
  EXPECT_THAT(TermsOf("#capetownzzz", "en", &collection), ElementsAre("capetownzzz"));
}

TEST(Words, ExcludeLinksEvenWithoutASpaceBefore) {
  EXPECT_THAT(TermsOf("#FoxNewshttps://t.co/CsHG8R9cHppic.twitter.com/0eJtwJyS1J so"),
              ElementsAre("fox", "news", "foxnew", "so"));
  EXPECT_THAT(TermsOf("see http://example.org/a?b=c#d, or www.example.org now"),
              ElementsAre("see", "or", "now"));
}

TEST(Words, OfASignatureAreMarkedAndItsDateIsTheDateOfPublication) {
  const AnalysedText post =
      Analyser("en").Analyse("It died in 2016. — Ann Lee (@AnnLee) June 3, 2018", nullptr);
  std::vector<std::string> signature;
  for (const AnalysedWord& word : post.words) {
    if (word.kind == WordKind::kSignature) signature.push_back(word.term);
  }
  EXPECT_THAT(signature, ElementsAre("ann", "lee", "ann", "lee", "annle"));
  EXPECT_EQ(post.published, (YearMonth{2018, 6}));
  EXPECT_THAT(post.times, ElementsAre(YearMonth{2016, 0}));
}

TEST(Words, OfAnOrdinaryEndAreNotASignature) {
  for (const char* text : {"a - b (c)", "He left (@home) and never came back", "(@)", "— (@x", ")", ""}) {
    const AnalysedText analysed = Analyser("en").Analyse(text, nullptr);
    EXPECT_FALSE(analysed.published.has_value()) << text;
    for (const AnalysedWord& word : analysed.words) EXPECT_NE(word.kind, WordKind::kSignature) << text;
  }
}

TEST(Words, AreNamesIfCapitalisedInsideASentence) {
  std::vector<std::string> names;
  for (const AnalysedWord& word :
       Analyser("en").Analyse("The mayor met Sadiq. He left London.", nullptr).words) {
    if (word.name) names.push_back(word.term);
  }
  EXPECT_THAT(names, ElementsAre("sadiq", "london"));
}

TEST(Words, OfScriptsWithoutSpacesAreOverlappingPairs) {
  EXPECT_THAT(TermsOf("日本語 中"), ElementsAre("日本", "本語", "中"));
  EXPECT_THAT(TermsOf("Привет, мир!", "ru"), ElementsAre("привет", "мир"));
}

TEST(Words, AreStemmedInTheirLanguage) {
  EXPECT_THAT(TermsOf("Häuser", "de-AT"), ElementsAre("haus"));
  EXPECT_THAT(TermsOf("houses", ""), ElementsAre("hous")) << "English by default";
  EXPECT_THAT(TermsOf("houses", "und"), ElementsAre("hous"));
  EXPECT_THAT(TermsOf("fifty-two houses", "EN-us"), ElementsAre("52", "hous"));
  EXPECT_THAT(TermsOf("houses", "tlh"), ElementsAre("houses")) << "a language without a stemmer";
}

TEST(Words, AreStemmedInEveryLanguageThatSnowballHas) {
  for (const char* language :
       {"ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy", "id",
        "it", "lt", "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"}) {
    EXPECT_EQ(TermsOf("x", language).size(), 1u) << language;
  }
}

TEST(Words, ShowWhetherThereIsAPicture) {
  EXPECT_TRUE(Analyser("en").Analyse("look pic.twitter.com/abc", nullptr).has_picture);
  EXPECT_TRUE(Analyser("en").Analyse("look https://example.org/a.jpg", nullptr).has_picture);
  EXPECT_FALSE(Analyser("en").Analyse("look https://t.co/abc", nullptr).has_picture);
}

TEST(Words, AreShortAndInsideAnyText) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const Collection collection = CollectionOf({"a", "ab"});
  for (int i = 0; i < 200; ++i) {
    std::string text = test::RandomText(random, 1 + random() % 200);
    if (i % 2 == 0) text = "#" + text + " — @" + text + " (@a) June 3, 2018";
    for (const AnalysedWord& word : Analyser("en").Analyse(text, &collection).words) {
      ASSERT_LE(word.term.size(), kMaxTermBytes);
      ASSERT_FALSE(text::FindInvalidUtf8(word.term).has_value());
      ASSERT_LT(word.range.start, word.range.end);
      ASSERT_LE(word.range.end, text.size());
      ASSERT_TRUE(text::IsCodePointBoundary(text, word.range.start));
      ASSERT_TRUE(text::IsCodePointBoundary(text, word.range.end));
    }
  }
}

TEST(Words, OfAMebibyteOfAnythingTakeLinearTime) {
  const Collection collection = CollectionOf({"a", "aa"});
  for (const char* unit : {"a", "#a", "@a", "aB", "1", "1,", "h", "http://", "'s", "漢", "e\u0301", "\u0301",
                           "(@", "- (@a)", "#", "_", "one ", "4 million "}) {
    std::string text = "#";
    while (text.size() < (size_t{1} << 20)) text += unit;
    const AnalysedText analysed = Analyser("en").Analyse(text, &collection);
    for (const AnalysedWord& word : analysed.words) ASSERT_LE(word.term.size(), kMaxTermBytes) << unit;
  }
}

TEST(Analyser, MarksFunctionWordsOfTheLanguage) {
  struct Example {
    const char* language;
    const char* text;
    std::vector<std::string> content;
  };
  const Example examples[] = {
      {"de-AT",
       "Für die Brücke gibt der Staat über 52 Millionen aus",
       {"Brücke", "gibt", "Staat", "52", "Millionen"}},
      {"fr", "Elle n'a pas été à l'école avec eux", {"n'a", "l'école"}},
      {"ru", "Который из них не был в Минске", {"Минске"}},
      {"uk", "Вони вже були біля її будинку", {"будинку"}},
      {"tr", "Bu köprü için değil", {"köprü"}},
      {"en", "The bridge of the state", {"The", "bridge", "of", "the", "state"}},
      {"cs", "most je na řece", {"most", "je", "na", "řece"}},
  };
  for (const Example& example : examples) {
    const std::string text = example.text;
    std::vector<std::string> content;
    for (const AnalysedWord& word : Analyser(example.language).Analyse(text, nullptr).words) {
      if (!word.stop) content.push_back(text.substr(word.range.start, word.range.size()));
    }
    EXPECT_EQ(content, example.content) << example.language;
  }
}

TEST(IndexTerms, CountWordsOfTheClaimAndItsQuoteTogether) {
  Analyser analyser("en");
  const auto terms = IndexTerms(analyser.Analyse("dogs bark", nullptr), analyser.Analyse("a dog", nullptr));
  ASSERT_EQ(terms.size(), 3u);
  EXPECT_EQ(terms[2].term, "dog");
  EXPECT_EQ(terms[2].count, 2u);
}

TEST(QueryTerms, AreTheRarestWordsThatTheCollectionHas) {
  const Collection collection{
      .size = 10'000, .average_length = 20, .frequency = [](std::string_view term) {
        return uint64_t{term == "the" ? 9000u : term == "dog" ? 50u : term == "bark" ? 3u : 0u};
      }};
  TermWeights weights(collection);
  const AnalysedText query = Analyser("en").Analyse("The dogs bark at the unseen", nullptr);
  EXPECT_THAT(QueryTerms(query, weights), ElementsAre("bark", "dog"))
      << "together at most half of the claims";
  EXPECT_THAT(QueryTerms(query, weights, {.min_postings = 10'000}), ElementsAre("bark", "dog", "the"));
  EXPECT_THAT(QueryTerms(query, weights, {.max_terms = 1}), ElementsAre("bark"));
  EXPECT_THAT(QueryTerms(query, weights, {.max_postings = 100}), ElementsAre("bark", "dog"));
  EXPECT_THAT(QueryTerms(query, weights, {.max_postings = 1}), ElementsAre("bark")) << "at least one";
}

}  // namespace
}  // namespace verbatim::match
