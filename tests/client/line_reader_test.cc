#include "cli/input/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <vector>

#include "support/temp_folder.h"

namespace verbatim::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Line> LinesOf(const std::string& text) {
  test::TempFolder folder;
  std::ofstream(folder.Path("lines")) << text;
  absl::StatusOr<LineReader> reader = LineReader::Open(folder.Path("lines"));
  EXPECT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ(reader->size(), static_cast<int64_t>(text.size()));
  std::vector<Line> lines;
  absl::StatusOr<std::optional<Line>> line = reader->Next();
  for (; line.ok() && line->has_value(); line = reader->Next()) lines.push_back(**line);
  EXPECT_TRUE(line.ok()) << line.status();
  return lines;
}

std::vector<std::string> TextsOf(const std::string& text) {
  std::vector<std::string> texts;
  for (const Line& line : LinesOf(text)) texts.push_back(line.text);
  return texts;
}

TEST(LineReader, ReadsLinesWithAndWithoutALastLineFeed) {
  EXPECT_THAT(TextsOf(""), IsEmpty());
  EXPECT_THAT(TextsOf("\n"), ElementsAre(""));
  EXPECT_THAT(TextsOf("one\n\nthree\n"), ElementsAre("one", "", "three"));
  EXPECT_THAT(TextsOf("one\ntwo"), ElementsAre("one", "two"));
}

TEST(LineReader, ReadsLinesThatAreLongerThanOneRead) {
  const std::string line(1'000'000, 'x');
  EXPECT_THAT(TextsOf("a\n" + line + "\nb"), ElementsAre("a", line, "b"));
}

TEST(LineReader, SkipsButCountsALineThatIsTooLong) {
  const std::string longest(LineReader::kMaxLineBytes, 'x');
  std::vector<Line> lines = LinesOf(longest + "\n" + longest + "x\nafter\n" + longest + "x");
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_FALSE(lines[0].too_long);
  EXPECT_EQ(lines[0].text.size(), longest.size());
  EXPECT_TRUE(lines[1].too_long);
  EXPECT_EQ(lines[1].text, "");
  EXPECT_EQ(lines[2].text, "after");
  EXPECT_EQ(lines[2].number, 3);
  EXPECT_TRUE(lines[3].too_long) << "without a last line feed";
}

TEST(LineReader, NamesTheFileThatItCannotOpen) {
  EXPECT_THAT(std::string(LineReader::Open("/no/such/file").status().message()),
              HasSubstr("cannot read /no/such/file: No such file"));
  EXPECT_THAT(std::string(LineReader::Open("/tmp").status().message()), HasSubstr("Is a directory"));
}

}  // namespace
}  // namespace verbatim::cli
