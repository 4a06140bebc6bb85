#include "text/unicode/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace verbatim::text {
namespace {

TEST(FindInvalidUtf8, AcceptsAllOfUnicode) {
  for (const char* text :
       {"", "plain ASCII of more than eight bytes", "é", "€", "😀", "\uFFFF", "\U0010FFFF", "a\u0301"}) {
    EXPECT_EQ(FindInvalidUtf8(text), std::nullopt) << text;
  }
  EXPECT_EQ(FindInvalidUtf8(std::string_view("a\0b", 3)), std::nullopt);
}

TEST(FindInvalidUtf8, ReturnsTheOffsetOfTheFirstBadByte) {
  struct Case {
    const char* bytes;
    size_t offset;
  };
  const Case cases[] = {
      {"\x80", 0},                       // a lone continuation
      {"abcdefghij\xFFklm", 10},         // not UTF-8, after eight ASCII bytes
      {"ab\xC3", 2},                     // cut at the end
      {"ab\xE2\x82 c", 2},               // cut in the middle
      {"\xC0\xAF", 0},                   // overlong
      {"é\xED\xA0\x80", 2},              // a surrogate
      {"\xF4\x90\x80\x80", 0},           // above U+10FFFF
      {"caf\xE9 au lait, 12345678", 3},  // Latin-1
  };
  for (const Case& c : cases) EXPECT_EQ(FindInvalidUtf8(c.bytes), c.offset) << c.bytes;
}

TEST(Utf8, CountsBytesCodePointsAndUtf16Units) {
  const std::string_view text = "a€😀";
  EXPECT_EQ(text.size(), 8u);
  EXPECT_EQ(CountUnits(text).code_points, 3u);
  EXPECT_EQ(CountUnits(text).utf16, 4u);
}

TEST(Utf8, CountsTextsOfAnyLength) {
  const std::vector<std::string> characters = {"a", "é", "€", "😀", "\u007F", "\U0010FFFF"};
  std::string text;
  size_t code_points = 0;
  size_t units = 0;
  for (size_t i = 0; i < 40; ++i) {
    const std::string& character = characters[i * i % characters.size()];
    text += character;
    ++code_points;
    units += character.size() == 4 ? 2 : 1;
    EXPECT_EQ(CountUnits(text).code_points, code_points) << text;
    EXPECT_EQ(CountUnits(text).utf16, units) << text;
  }
}

TEST(Utf8, CutsOnlyBetweenCodePoints) {
  const std::string_view text = "a€😀";
  EXPECT_EQ(FirstCodePoints(text, 2), "a€");
  EXPECT_EQ(FirstCodePoints(text, 9), text);
  EXPECT_EQ(LastCodePoints(text, 2), "€😀");
  EXPECT_EQ(LastCodePoints(text, 0), "");
  EXPECT_EQ(FirstBytes(text, 3), "a");
  EXPECT_EQ(FirstBytes(text, 4), "a€");
  EXPECT_TRUE(IsCodePointBoundary(text, 1));
  EXPECT_FALSE(IsCodePointBoundary(text, 2));
  EXPECT_TRUE(IsCodePointBoundary(text, 8));
  EXPECT_FALSE(IsCodePointBoundary(text, 9));
}

}  // namespace
}  // namespace verbatim::text
