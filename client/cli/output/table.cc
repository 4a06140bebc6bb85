#include "cli/output/table.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

constexpr size_t kGap = 2;
// Minimum width of a column.
constexpr size_t kNarrowest = 8;

// Shrinks the last column first, because the last column is usually text. The first columns are usually
// names, and a shortened name is useless.
void Fit(std::vector<size_t>& widths, size_t width) {
  auto total = [&] { return std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1)); };
  while (total() > width) {
    auto victim =
        widths.back() > kNarrowest ? std::prev(widths.end()) : std::max_element(widths.begin(), widths.end());
    if (*victim <= kNarrowest) return;
    --*victim;
  }
}

}  // namespace

void Table::Add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = OneLine(cell);
  rows_.push_back(std::move(cells));
}

void Table::Print(std::ostream& out, size_t width) {
  if (!titled_ && rows_.size() == 1) return;  // there are only titles
  titled_ = true;
  for (const std::vector<std::string>& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], DisplayWidth(row[i]));
  }
  std::vector<size_t> widths = widths_;
  if (width > 0) Fit(widths, width);
  for (const std::vector<std::string>& row : rows_) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      std::string cell = Shorten(row[i], widths[i]);
      line += cell;
      if (i + 1 < row.size()) line.append(widths[i] - DisplayWidth(cell) + kGap, ' ');
    }
    out << line << '\n';
  }
  rows_.clear();
}

}  // namespace verbatim::cli
