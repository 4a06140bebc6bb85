#include "text/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "support/random_text.h"
#include "support/shared_data.h"
#include "text/utf8.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Sentences(std::string_view text, const std::string& language = "en") {
  std::vector<std::string> sentences;
  for (ByteRange range : FindSentences(text, language))
    sentences.emplace_back(text.substr(range.start, range.size()));
  return sentences;
}

// What the header promises of every text.
void ExpectLossless(std::string_view text) {
  size_t position = 0;
  auto expect_white_space = [&](size_t end) {
    for (auto i = static_cast<int64_t>(position); i < static_cast<int64_t>(end);) {
      UChar32 c;
      U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), i, static_cast<int64_t>(end), c);
      ASSERT_TRUE(u_isUWhiteSpace(c)) << "U+" << std::hex << c << " is in a gap";
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

TEST(FindSentences, FindsNoneInWhiteSpace) {
  EXPECT_THAT(Sentences(""), ElementsAre());
  EXPECT_THAT(Sentences(" \n\u00A0\u2003\n"), ElementsAre());
}

TEST(FindSentences, TakesAnyLanguageTag) {
  for (const char* language : {"", "en", "pt-BR", "zh-Hans-CN", "xx-nonsense", "not a tag"}) {
    EXPECT_THAT(Sentences("One. Two.", language), ElementsAre("One.", "Two.")) << language;
  }
}

TEST(FindSentences, CoversAnyTextButForWhiteSpace) {
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

}  // namespace
}  // namespace verbatim::text
