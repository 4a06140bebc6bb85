#include "cli/output/table.h"

#include <gtest/gtest.h>

#include <clocale>
#include <sstream>

namespace verbatim::cli {
namespace {

class TableTest : public ::testing::Test {
 protected:
  TableTest() { std::setlocale(LC_CTYPE, "C.UTF-8"); }
};

std::string Printed(Table table, size_t width) {
  std::ostringstream out;
  table.Print(out, width);
  return out.str();
}

TEST_F(TableTest, AlignsItsColumns) {
  Table table({"ID", "TEXT"});
  table.Add({"a", "short"});
  table.Add({"中文", "two\nlines"});
  EXPECT_EQ(Printed(table, 0), "ID    TEXT\na     short\n中文  two lines\n");
}

TEST_F(TableTest, FitsTheTerminal) {
  Table table({"ID", "TEXT"});
  table.Add({"claims/a", std::string(100, 'x')});
  std::istringstream lines(Printed(table, 40));
  for (std::string line; std::getline(lines, line);)
    EXPECT_LE(line.size(), 42u) << line;  // the ellipsis has three bytes
}

TEST_F(TableTest, KeepsNamesWholeInEightyColumns) {
  const std::string name = "claims/01a20955-c212-7315-9957-2ccd4fbcb29f";
  Table table({"CLAIM", "STATE", "TEXT"});
  table.Add({name, "retracted", std::string(200, 'x')});
  EXPECT_EQ(Printed(table, 80).find(name + "  retracted  x"), Printed(table, 80).find('\n') + 1);
}

TEST_F(TableTest, PrintsPagesUnderOneTitle) {
  Table table({"ID", "TEXT"});
  std::ostringstream out;
  table.Print(out, 0);
  EXPECT_EQ(out.str(), "");
  table.Add({"long", "a"});
  table.Print(out, 0);
  table.Print(out, 0);
  table.Add({"b", "c"});
  table.Print(out, 0);
  EXPECT_EQ(out.str(), "ID    TEXT\nlong  a\nb     c\n");
}

TEST_F(TableTest, PrintsNothingWithoutRows) { EXPECT_EQ(Printed(Table({"ID"}), 80), ""); }

}  // namespace
}  // namespace verbatim::cli
