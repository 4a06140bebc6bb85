#include "text/unicode/indexed_text.h"

#include <gtest/gtest.h>

#include "support/random_text.h"
#include "text/sentences/sentences.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

TEST(IndexedText, ConvertsAPlaceToThreeUnits) {
  IndexedText text("a€😀b", {{0, 9}});
  EXPECT_EQ(text.SpanOf({1, 8}), (Span{{1, 8}, 1, 3, 1, 4}));
  EXPECT_EQ(text.SpanOf({9, 9}), (Span{{9, 9}, 4, 4, 5, 5}));
}

TEST(IndexedText, HasNoOffsetsPastTheEndOrInsideACharacter) {
  IndexedText text("a€😀", {});
  EXPECT_EQ(text.ByteOfCodePoint(2), 4u);
  EXPECT_EQ(text.ByteOfCodePoint(3), 8u);
  EXPECT_EQ(text.ByteOfCodePoint(4), std::nullopt);
  EXPECT_EQ(text.ByteOfUtf16(2), 4u);
  EXPECT_EQ(text.ByteOfUtf16(3), std::nullopt) << "inside a surrogate pair";
  EXPECT_EQ(text.ByteOfUtf16(4), 8u);
  EXPECT_EQ(text.ByteOfUtf16(5), std::nullopt);
}

TEST(IndexedText, AgreesWithCountingFromTheStart) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 20; ++round) {
    const std::string whole = test::RandomText(random, random() % 5000);
    IndexedText text(whole, {});
    for (int i = 0; i < 50; ++i) {
      size_t end = random() % (whole.size() + 1);
      while (!IsCodePointBoundary(whole, end)) ++end;
      std::string_view before = std::string_view(whole).substr(0, end);
      Span span = text.SpanOf({0, end});
      ASSERT_EQ(span.code_point_end, CountUnits(before).code_points);
      ASSERT_EQ(span.utf16_end, CountUnits(before).utf16);
      ASSERT_EQ(text.ByteOfCodePoint(span.code_point_end), end);
      ASSERT_EQ(text.ByteOfUtf16(span.utf16_end), end);
    }
  }
}

TEST(IndexedText, FindsTheSentencesOfARange) {
  const std::string whole = "One. Two. Three.";
  IndexedText text(whole, FindSentences(whole, "en"));
  auto in = [&](size_t start, size_t end) {
    auto range = text.SentencesIn({start, end});
    return std::pair(range.first, range.last);
  };
  EXPECT_EQ(in(0, 4), std::pair(size_t{0}, size_t{1}));
  EXPECT_EQ(in(2, 7), std::pair(size_t{0}, size_t{2}));
  EXPECT_EQ(in(0, 16), std::pair(size_t{0}, size_t{3}));
  EXPECT_EQ(in(10, 12), std::pair(size_t{2}, size_t{3}));
  auto gap = text.SentencesIn({4, 5});
  EXPECT_EQ(gap.first, gap.last) << "white space between sentences is in no sentence";
}

}  // namespace
}  // namespace verbatim::text
