#include "text/sentences/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdio>
#include <set>
#include <utility>

#include "support/random_text.h"
#include "support/sentence_samples.h"
#include "support/shared_data.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Sentences(std::string_view text, const std::string& language = "en") {
  std::vector<std::string> sentences;
  for (ByteRange range : FindSentences(text, language))
    sentences.emplace_back(text.substr(range.start, range.size()));
  return sentences;
}

// What text/sentences.h guarantees for every text.
void ExpectLossless(std::string_view text) {
  size_t position = 0;
  const auto is_byte_order_mark = [&](int64_t at, UChar32 c) {
    return c == 0xFEFF && (at == 3 || text[static_cast<size_t>(at) - 4] == '\n' ||
                           text.substr(static_cast<size_t>(at) - 6).starts_with("\xEF\xBB\xBF\xEF\xBB\xBF"));
  };
  auto expect_white_space = [&](size_t end) {
    for (auto i = static_cast<int64_t>(position); i < static_cast<int64_t>(end);) {
      UChar32 c;
      U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), i, static_cast<int64_t>(end), c);
      ASSERT_TRUE(u_isUWhiteSpace(c) || is_byte_order_mark(i, c)) << "U+" << std::hex << c << " is in a gap";
    }
  };
  for (ByteRange range : FindSentences(text, "en")) {
    ASSERT_LE(position, range.start);
    ASSERT_LT(range.start, range.end);
    ASSERT_TRUE(IsCodePointBoundary(text, range.start) && IsCodePointBoundary(text, range.end));
    expect_white_space(range.start);
    position = range.end;
  }
  expect_white_space(text.size());
}

TEST(FindSentences, FollowsUax29) {
  EXPECT_THAT(Sentences("One. Two?  Three!\nA heading\n\nFour.\r\n"),
              ElementsAre("One.", "Two?", "Three!", "A heading", "Four."));
  EXPECT_THAT(Sentences("Il est parti.Elle reste. 他走了。她留下。", "fr"),
              ElementsAre("Il est parti.Elle reste.", "他走了。", "她留下。"));
}

// Texts with a bar where a sentence ends.
class Tailoring : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Tailoring, EndsSentencesWhereAReaderWould) {
  const auto& [language, marked] = GetParam();
  std::vector<std::string> expected = {""};
  for (char c : std::string(marked)) {
    if (c == '|') {
      expected.emplace_back();
    } else if (c != ' ' || !expected.back().empty()) {
      expected.back().push_back(c);
    }
  }
  std::string text;
  for (const std::string& sentence : expected) text += (text.empty() ? "" : " ") + sentence;
  EXPECT_EQ(Sentences(text, language), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Tailoring,
    ::testing::Values(
        // Titles precede names. Other abbreviations may end a sentence, which depends on the next word.
        std::pair("en", "The envoy met Gen. Petrov and Dr. Ivanova in Minsk.| Both were freed."),
        std::pair("EN-us", "The envoy met Gen. Petrov and Dr. Ivanova in Minsk.| Both were freed."),
        std::pair("en",
                  "Shri. Rao, Smt. Devi, Adv. Pillai and Det. Brown met Amb. Cole in Mobile, Ala. Governor "
                  "Ivey was there."),
        std::pair("en", "Md. Karim left.| The wall is 6 ft.| The gate of Ft. Knox is higher."),
        std::pair("en", "Nobody counted them.| 81 percent stayed away."),
        std::pair("en", "It was bought by Halden & Co. Partners of Minsk."),
        std::pair("en", "It was bought by Halden & Co.| The price is unknown."),
        std::pair("en", "See p. 12 and fig. 3.| They differ, cf. Table 2, i.e. Minsk."),
        std::pair("en", "The answer was no.| Nobody asked again."),
        std::pair("en", "He came on Jan. 4 and left in Feb. 2025."),
        // Acronyms and initials.
        std::pair("en", "He lobbied the U.S. Senate for years."),
        std::pair("en", "He moved to the U.S.| There he stayed."),
        std::pair("en", "It was signed by John F. Kennedy.| Then A. B. Smith signed."),
        std::pair("en", "That leaves you and I.| Nobody else came."),
        std::pair("en", "At 7 a.m. Minsk was still dark."),
        std::pair("en", "The train left Minsk at 7 a.m.| Nobody was on it."),
        // A mark before a lower-case letter does not end a sentence.
        std::pair("en", "\"Are they free?\" she asked.| \"Yes!\" he said."),
        std::pair("en", "She reads Jeopardy! every day."),
        // A reference belongs to the sentence before it.
        std::pair("en", "He was freed in 2025. [12]| She was not. [3] [4]| Why?"),
        std::pair("en", "It fell by half. 7| However, prices rose."),
        std::pair("en", "They speak of \"a deal.\" (Orlov 12).| He denies it."),
        // Ellipses.
        std::pair("en", "He said . . . The rest was lost."),
        std::pair("en", "He said so. . . .| Later he did not."), std::pair("en", "I wonder ... maybe not."),
        // Enumerations, whose numbers count up from their first item.
        std::pair("en", "1. Find the source.| 2. Quote it.| 3. Check it."),
        std::pair("en", "a) who| b) what| c) when"),
        std::pair("en", "Ask three things:|1) who|2) what|3) when"), std::pair("en", "\u2022 one|\u2022 two"),
        std::pair("en", "It took 2) or 3) years."), std::pair("en", "They won 2. 3 were sent off."),
        // Speech that is broken off.
        std::pair("en", "I never \u2014|You did."),
        std::pair("en", "Minsk \u2014 the capital \u2014 was quiet."),
        // Addresses.
        std::pair("en", "Write to a.b@example.com or see https://example.com/a.b?c=D.| It works."),
        // Marks of notes that follow a full stop directly.
        std::pair(
            "en",
            "Minsk freed 14.[7][8]| They left.(9)| He said \u201CNo.\u201D[10]| She stayed.[note 4]| Why?"),
        std::pair("en", "They were freed.\u00B9\u00B2| Nobody said why.*| All is quiet."),
        std::pair("en", "Orlov et al.[3] have shown it.| See [the list](https://e.example/a)."),
        std::pair(
            "ru",
            "\u041E\u043D \u0443\u0448\u0451\u043B.[2]| \u041E\u043D\u0430 "
            "\u043E\u0441\u0442\u0430\u043B\u0430\u0441\u044C.\u00B9| \u041F\u043E\u0447\u0435\u043C\u0443?"),
        // Other languages: see sentence_languages_test.cc.
        std::pair("de", "Das sagte Dr. M\u00FCller gestern.| Heute schweigt er."),
        std::pair("es", "Lo dijo el Sr. Garc\u00EDa ayer.| Hoy calla."),
        std::pair("fr", "M. Dupont est parti.| Elle reste."),
        std::pair("", "One.| Two is here. [1]| Three")));

TEST(FindSentences, ParagraphsDoNotAffectEachOther) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 100; ++i) {
    std::string before = test::RandomText(random, random() % 200);
    std::string after = test::RandomText(random, random() % 200);
    std::vector<std::string> around = Sentences(before + "\n\n");
    for (const std::string& sentence : Sentences(after)) around.push_back(sentence);
    EXPECT_EQ(Sentences(before + "\n\n" + after), around);
  }
}

TEST(FindSentences, LeavesByteOrderMarksOut) {
  EXPECT_THAT(Sentences("\uFEFFOne. Two."), ElementsAre("One.", "Two."));
  EXPECT_THAT(Sentences("\uFEFF"), ElementsAre());
  EXPECT_THAT(Sentences("One.\n\uFEFFTwo."), ElementsAre("One.", "Two."));
}

TEST(FindSentences, FindsNothingInWhiteSpace) {
  EXPECT_THAT(Sentences(""), ElementsAre());
  EXPECT_THAT(Sentences(" \n\u00A0\u2003\n"), ElementsAre());
}

TEST(FindSentences, AcceptsAnyLanguageTag) {
  for (const char* language : {"", "en", "pt-BR", "zh-Hans-CN", "xx-nonsense", "not a tag"}) {
    EXPECT_THAT(Sentences("One. Two.", language), ElementsAre("One.", "Two.")) << language;
  }
}

TEST(FindSentences, CoversAnyTextExceptWhiteSpace) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 300; ++i) ExpectLossless(test::RandomText(random, random() % 400));
}

TEST(FindSentences, IsDeterministicOnTheArticle) {
  if (!std::filesystem::exists(test::SharedData("belarus-between-east-and-west.txt")))
    GTEST_SKIP() << "no shared data";
  const std::string article = test::ReadFile(test::SharedData("belarus-between-east-and-west.txt"));
  ExpectLossless(article);
  EXPECT_EQ(FindSentences(article, "en"), FindSentences(article, "en"));
  EXPECT_THAT(Sentences(article),
              ::testing::Contains(::testing::StartsWith("In September 2025, Belarus unexpectedly released")));
}

TEST(FindSentences, FollowsTheGoldenRulesOfEnglish) {
  if (!std::filesystem::exists(test::SharedData("sentences"))) GTEST_SKIP() << "no shared data";
  int exact = 0;
  std::vector<test::SentenceSample> samples = test::ReadSentenceSamples("sentences/golden-rules-en.jsonl");
  for (const test::SentenceSample& sample : samples) exact += Sentences(sample.text) == sample.sentences;
  std::printf("golden rules: %d of %zu exact\n", exact, samples.size());
  EXPECT_GE(exact, 47);
}

TEST(FindSentences, FindsTheBoundariesOfAnnotatedEnglish) {
  if (!std::filesystem::exists(test::SharedData("sentences"))) GTEST_SKIP() << "no shared data";
  double found = 0, right = 0, gold = 0;
  for (const test::SentenceSample& sample : test::ReadSentenceSamples("sentences/gum-dev.jsonl")) {
    std::set<size_t> ends;
    size_t at = 0;
    for (const std::string& sentence : sample.sentences) {
      at = sample.text.find(sentence, at) + sentence.size();
      ends.insert(at);
    }
    gold += static_cast<double>(ends.size());
    for (ByteRange range : FindSentences(sample.text, "en")) {
      ++found;
      right += ends.contains(range.end);
    }
  }
  const double f1 = 2 * right / (found + gold);
  std::printf("GUM dev: boundary F1 %.3f (precision %.3f, recall %.3f)\n", f1, right / found, right / gold);
  EXPECT_GE(f1, 0.945);
}

}  // namespace
}  // namespace verbatim::text
