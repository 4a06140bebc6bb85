#include "text/sentences/hard_wraps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "support/random_text.h"
#include "text/sentences/sentences.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> Sentences(const std::string& text, const std::string& language = "en",
                                   LineEnds line_ends = LineEnds::kMayWrap) {
  std::vector<std::string> sentences;
  for (ByteRange range : FindSentences(text, language, {}, line_ends)) {
    sentences.push_back(text.substr(range.start, range.size()));
  }
  return sentences;
}

// Breaks lines at spaces so that no line is longer than `width`, as fmt does. With `keep_space`, keeps the
// space at the end of a line, as fold -s does.
std::string Wrap(const std::string& text, size_t width, bool keep_space = false) {
  std::string wrapped;
  size_t column = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const size_t word = end - at;
    if (column > 0 && column + 1 + word > width) {
      wrapped += keep_space ? " \n" : "\n";
      column = 0;
    } else if (column > 0) {
      wrapped += ' ';
      ++column;
    }
    wrapped += text.substr(at, word);
    column += word;
    at = end + 1;
  }
  return wrapped;
}

std::string Unwrap(std::string text) {
  for (size_t at = text.find(" \n"); at != std::string::npos; at = text.find(" \n")) text.erase(at, 1);
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

constexpr char kStatement[] =
    "The council of Gomel voted on Tuesday to close four of the 17 schools that the town still had in 2024, "
    "and "
    "Mayor Anna Petrova called it a hard choice. She told Dr. Ivan Orlov of the teachers' union that 340 "
    "pupils "
    "would have to change school. \"Nobody will be left behind,\" she said. The union wants to talk to "
    "President Sokolov about it. He has not answered its letters since Monday, 3 March.";

TEST(HardWraps, LeaveTheSentencesOfAStatementAsTheyAre) {
  const std::vector<std::string> expected = Sentences(kStatement);
  ASSERT_EQ(expected.size(), 5U);
  for (size_t width : {40, 50, 60, 66, 72, 76, 80}) {
    for (bool keep_space : {false, true}) {
      std::vector<std::string> found;
      for (const std::string& sentence : Sentences(Wrap(kStatement, width, keep_space))) {
        found.push_back(Unwrap(sentence));
      }
      EXPECT_EQ(found, expected) << width;
    }
  }
}

TEST(HardWraps, AreFoundInOtherLanguages) {
  EXPECT_THAT(
      Sentences(
          "Der Rat der Stadt stimmte am\n11. September 2024 gegen den Haushalt der\nBürgermeisterin. Sie "
          "schweigt bis heute.",
          "de"),
      ElementsAre("Der Rat der Stadt stimmte am\n11. September 2024 gegen den Haushalt der\nBürgermeisterin.",
                  "Sie schweigt bis heute."));
  EXPECT_THAT(Sentences("Совет города проголосовал во вторник за\nзакрытие четырёх школ. Мэр назвала "
                        "это\nтрудным решением.",
                        "ru"),
              ElementsAre("Совет города проголосовал во вторник за\nзакрытие четырёх школ.",
                          "Мэр назвала это\nтрудным решением."));
  EXPECT_THAT(Sentences("これは町の\n学校です。", "ja"), ElementsAre("これは町の\n学校です。"));
}

TEST(HardWraps, AreFoundBehindCarriageReturnsAndInListItems) {
  EXPECT_THAT(Sentences("The town will close four of its\r\nschools this year.\r\n"),
              ElementsAre("The town will close four of its\r\nschools this year."));
  EXPECT_THAT(
      Sentences(
          "- The town will close four of its schools\n  before the summer.\n- Nobody will be left behind."),
      ElementsAre("- The town will close four of its schools\n  before the summer.",
                  "- Nobody will be left behind."));
}

TEST(HardWraps, AreNotTheLinesOfListsHeadingsAndTables) {
  for (const std::vector<std::string>& lines : std::vector<std::vector<std::string>>{
           {"Minutes of 3 March", "Schools closed: 4", "Pupils moved: 340"},
           {"Council votes to close four schools", "The council of Gomel voted on Tuesday."},
           {"Council votes to close four of the 17 schools in the town", "Mayor defends budget",
            "Union protests"},
           {"apples", "pears", "plums"},
           {"- a review of all the schools in the town", "- a plan for the pupils",
            "* another list of things"},
           {"1. Count the pupils in each school of the town", "2. Close the schools"},
           {"Year\tSchools\tPupils in the whole of the town", "2023\t17\t2,400", "2024\t13\t2,060"},
           {"School      | Pupils in the whole of the town", "north side  | 340"},
           {"Anna Petrova", "12 Lenin Street", "Gomel"},
           {"He said so.", "she did not."},
           {"## The schools of the town and its villages", "the text follows here."},
           {"> Do you mean the schools of the town and", "> its villages?"},
           {"The net profit of the company in 2024 was", "", "a record."}}) {
    std::string text;
    std::vector<std::string> expected;
    for (const std::string& line : lines) {
      text += line + "\n";
      if (!line.empty()) expected.push_back(line);
    }
    EXPECT_EQ(Sentences(text), expected);
  }
}

TEST(HardWraps, AreNotSoughtWhereEveryLineEndCounts) {
  EXPECT_THAT(Sentences("The town will close four of its\nschools this year.", "en", LineEnds::kEndSentence),
              ElementsAre("The town will close four of its", "schools this year."));
}

TEST(HardWraps, BracketsAfterASentenceDoNotHang) {
  // A bracket that opens where the rest of the line ends was taken for the start of a mark again and again.
  for (const std::string line : {"Four.]]]]]]]]\u20ACat]]]][]", "Four.[1][]", "Four.[][]", "Four.][", "[1]",
                                 "Four.[12345678]", "[]"}) {
    EXPECT_THAT(Sentences(line + "\nFive.", "en", LineEnds::kMayWrap), Not(IsEmpty())) << line;
  }
}

TEST(HardWraps, KeepTheLengthAndDoNotDependOnTheParts) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const std::vector<std::string> pieces = {"the town ", "close ", "Gomel ", "in ",   "17 ",
                                           ". ",        "\n",     "\n",     "\r\n",  "\n\n",
                                           "- ",        "4. ",    "\uFEFF", "“No” ", std::string(700, 'x'),
                                           "é日本の",   "\t"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    while (text.size() < random() % 4000) text += pieces[random() % pieces.size()];
    std::string whole;
    HardWraps at_once("en", LineEnds::kMayWrap);
    at_once.Add(text, whole);
    at_once.End(whole);
    ASSERT_EQ(whole.size(), text.size());
    for (size_t i = 0; i < text.size(); ++i) {
      if (whole[i] != text[i]) {
        ASSERT_EQ(whole[i], ' ');
      }
    }
    std::string in_parts;
    HardWraps wraps("en", LineEnds::kMayWrap);
    for (size_t at = 0; at < text.size();) {
      size_t end = std::min(text.size(), at + 1 + random() % 30);
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
      wraps.Add(std::string_view(text).substr(at, end - at), in_parts);
      at = end;
    }
    wraps.End(in_parts);
    ASSERT_EQ(in_parts, whole);
  }
}

}  // namespace
}  // namespace verbatim::text
