#include "cli/output/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>

namespace verbatim::cli {
namespace {

using ::testing::ElementsAre;

class Terminal : public ::testing::Test {
 protected:
  Terminal() { std::setlocale(LC_CTYPE, "C.UTF-8"); }
};

TEST_F(Terminal, GetsNoControlCharacters) {
  EXPECT_EQ(Printable("a\033[2Jb\x07"), "a\uFFFD[2Jb\uFFFD");
  EXPECT_EQ(Printable("a\u009bb"), "a\uFFFDb") << "the 8-bit escape";
  EXPECT_EQ(Printable("a\u202Eb"), "a\uFFFDb") << "a direction override";
  EXPECT_EQ(Printable("bad \xFF byte"), "bad \uFFFD byte");
  EXPECT_EQ(Printable("“Ünïcode” 中文\n"), "“Ünïcode” 中文\n");
  EXPECT_EQ(OneLine("two\n\t lines "), "two lines ");
}

TEST_F(Terminal, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("Zürich"), 6u);
  EXPECT_EQ(DisplayWidth("中文"), 4u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
  EXPECT_EQ(Shorten("Zürich", 6), "Zürich");
  EXPECT_EQ(Shorten("Zürich", 4), "Zür…");
  EXPECT_EQ(Shorten("中文字", 4), "中…") << "a wide character fits whole or not at all";
}

TEST_F(Terminal, ShowsAHundredPercentOnlyForEqualTexts) {
  EXPECT_EQ(Percent(1), "100%");
  EXPECT_EQ(Percent(0.999), "99%");
  EXPECT_EQ(Percent(0.29), "29%");
  EXPECT_EQ(Percent(1e300), "100%");
  EXPECT_EQ(Percent(std::nan("")), "0%");
}

TEST_F(Terminal, MarksAQuoteAcrossLines) {
  const std::string_view text = "one two three four";
  EXPECT_THAT(WrapAndMark(text, {{4, 13}}, 0, false), ElementsAre("one »two three« four"));
  EXPECT_THAT(WrapAndMark(text, {{4, 13}}, 8, true),
              ElementsAre("one \033[1;7mtwo \033[0m", "\033[1;7mthree\033[0m ", "four"));
  EXPECT_THAT(WrapAndMark(text, {{0, 18}}, 0, false), ElementsAre("»one two three four«"));
  EXPECT_THAT(WrapAndMark(text, {}, 3, false), ElementsAre("one ", "two ", "three ", "four"));
}

}  // namespace
}  // namespace verbatim::cli
