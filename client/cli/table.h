#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace verbatim::cli {

// Rows in columns. Where they do not fit the width, the last column is shortened, then the widest others.
class Table {
 public:
  explicit Table(std::vector<std::string> titles)
      : rows_{std::move(titles)}, widths_(rows_.front().size(), 0) {}

  // As many cells as there are titles; their text is shown in one line each.
  void Add(std::vector<std::string> cells);

  // Prints the rows added since the last time, at most `width` columns wide (0: as wide as need be); before
  // the first of them the titles. So a long list is shown page by page; columns only grow from page to page.
  void Print(std::ostream& out, size_t width);

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<size_t> widths_;
  bool titled_ = false;
};

}  // namespace verbatim::cli
