#include "text/unicode/fold.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "support/random_text.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

std::u32string Fold(std::string_view text) { return std::u32string(FoldedText(text).code_points()); }

TEST(FoldedText, FoldsWhatReadsAlikeToTheSame) {
  EXPECT_EQ(Fold("  The\tQUICK\u00A0\n fox "), U"the quick fox");
  EXPECT_EQ(Fold("“fifty–two” ‘28 it’s"), U"\"fifty-two\" '28 it's");
  EXPECT_EQ(Fold("café"), Fold("cafe\u0301"));
  EXPECT_EQ(Fold("ﬁve … Ｗide"), U"five ... wide");
  EXPECT_EQ(Fold("so\u00ADft zero\u200Bwidth"), U"soft zerowidth");
  EXPECT_EQ(Fold("Große STRASSE"), Fold("GROẞE Straße"));
  EXPECT_EQ(Fold("كَتَبَ الطَّالِبُ"), Fold("كتب الطالب"));
  EXPECT_EQ(Fold("مـــدينة"), Fold("مدينة")) << "a tatweel stretches the word";
  EXPECT_EQ(Fold("שָׁלוֹם"), Fold("שלום"));
  EXPECT_EQ(Fold("CO₂"), Fold("CO2"));
  EXPECT_EQ(Fold("пРИВЕТ 中文"), U"привет 中文");
}

TEST(FoldedText, KeepsDifferencesThatTellWordsApart) {
  EXPECT_NE(Fold("52"), Fold("53"));
  EXPECT_NE(Fold("कि"), Fold("की")) << "vowel signs are not diacritics";
  EXPECT_NE(Fold("10²"), Fold("102")) << "an exponent is no digit";
  EXPECT_NE(Fold("x⁷"), Fold("x7"));
  EXPECT_NE(Fold("سأل"), Fold("سال")) << "a hamza tells words apart";
}

TEST(FoldedText, HasAtMostTwoCodePointsForEachByte) {
  for (UChar32 c = 1; c <= UCHAR_MAX_VALUE; ++c) {
    if (U_IS_SURROGATE(c)) continue;
    std::string text;
    icu::UnicodeString(c).toUTF8String(text);
    ASSERT_LE(Fold(text).size(), 2 * text.size()) << text;
  }
}

TEST(FoldedText, MapsBackToTheSource) {
  FoldedText folded("A  cafe\u0301 – b");
  EXPECT_EQ(folded.code_points(), U"a cafe - b");
  EXPECT_EQ(folded.SourceOf(2, 6), (ByteRange{3, 9})) << "the accent included";
  EXPECT_EQ(folded.SourceOf(0, 1), (ByteRange{0, 1}));
  FoldedText street("Straße");
  EXPECT_EQ(street.SourceOf(0, 7), (ByteRange{0, 7}));
  EXPECT_EQ(street.SourceOf(4, 5), (ByteRange{4, 6})) << "both s of a sharp s are at its place";
  EXPECT_EQ(street.SourceOf(5, 6), (ByteRange{4, 6}));
}

TEST(FoldedText, MapsToCodePointBoundariesInAnyText) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200; ++i) {
    const std::string text = test::RandomText(random, 1 + random() % 100);
    FoldedText folded(text);
    for (size_t at = 0; at < folded.code_points().size(); ++at) {
      ByteRange source = folded.SourceOf(at, at + 1);
      ASSERT_LT(source.start, source.end);
      ASSERT_LE(source.end, text.size());
      ASSERT_TRUE(IsCodePointBoundary(text, source.start) && IsCodePointBoundary(text, source.end));
    }
  }
}

}  // namespace
}  // namespace verbatim::text
