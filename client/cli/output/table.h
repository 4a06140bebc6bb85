#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace verbatim::cli {

// Prints rows in aligned columns. If rows are too wide, the last column is shortened first, then
// the widest column.
class Table {
 public:
  explicit Table(std::vector<std::string> titles)
      : rows_{std::move(titles)}, widths_(rows_.front().size(), 0) {}

  // Adds a row with one cell per title. Line breaks in cells become spaces.
  void Add(std::vector<std::string> cells);

  // Prints the rows added since the last Print, and the titles before the first row. `width` is the maximum
  // line width in columns; 0 is no limit. Call Print after each page, so that a long list appears before it
  // is complete. Columns only grow from page to page.
  void Print(std::ostream& out, size_t width);

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<size_t> widths_;
  bool titled_ = false;
};

}  // namespace verbatim::cli
