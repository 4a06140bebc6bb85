#include "cli/output/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <sstream>

#include "cli/output/terminal_filter.h"

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

TEST_F(Terminal, GetsNoLineSeparatorsAndNoMarksOfDirection) {
  EXPECT_EQ(OneLine("a\u2028b\u2029c"), "a\uFFFDb\uFFFDc");
  EXPECT_EQ(Printable("a\u2066b\u2069"), "a\uFFFDb\uFFFD");
  EXPECT_EQ(Printable("\u200Fa\u200E\u061C"), "a");
}

TEST_F(Terminal, GetsJsonWithoutRawControlCharacters) {
  const std::string text = "{\"a\":\"\u009b31m\u202E\u2028 Zürich … 中文\x7f\u2066\033[1m\xE2\x80\xC2\"}";
  std::ostringstream shown;
  {
    TerminalFilter filter(*shown.rdbuf());
    std::ostream stream(&filter);
    for (const char byte : text)
      stream << byte << std::flush;  // the bytes of a character may come one by one
  }
  EXPECT_EQ(shown.str(),
            "{\"a\":\"\\u009b31m\\u202e\\u2028 Zürich … 中文\\u007f\\u2066\033[1m\xE2\x80\xC2\"}");
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
