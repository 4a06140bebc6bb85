#include "text/values/amounts/table_units.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/values/amounts/unit_phrase.h"
#include "text/values/amounts/units.h"

namespace verbatim::text {
namespace {

constexpr size_t kMaxLine = 2048;  // bytes; a longer line is no row
constexpr size_t kMaxTable = size_t{256}
                             << 10;  // bytes of a table above a row that are searched for its first line
constexpr size_t kMaxHeadLines = 4;
constexpr size_t kMaxCells = 64;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r'; }

ByteRange Trimmed(std::string_view text, ByteRange range) {
  while (range.size() > 0 && IsSpace(text[range.start])) ++range.start;
  while (range.size() > 0 && IsSpace(text[range.end - 1])) --range.end;
  return range;
}

// Returns the start of the line of the byte at `at`. A table may have thousands of rows, and memrchr is ten times as fast
// as rfind.
size_t LineStart(std::string_view text, size_t at) {
  const auto* before = static_cast<const char*>(memrchr(text.data(), '\n', at));
  return before == nullptr ? 0 : static_cast<size_t>(before - text.data()) + 1;
}

ByteRange LineAt(std::string_view text, size_t at) {
  return {LineStart(text, at), std::min(text.find('\n', at), text.size())};
}

bool IsBlank(std::string_view text, ByteRange line) { return Trimmed(text, line).size() == 0; }

// Returns the cells of a line, trimmed. A line that begins with a separator has an empty first cell, except for
// spaces and the bars around a row.
std::vector<ByteRange> CellsOf(std::string_view text, ByteRange line) {
  std::vector<ByteRange> cells;
  if (line.size() > kMaxLine) return cells;
  while (line.size() > 0 && (text[line.start] == ' ' || text[line.start] == '|')) ++line.start;
  while (line.size() > 0 && (IsSpace(text[line.end - 1]) || text[line.end - 1] == '|')) --line.end;
  size_t start = line.start;
  for (size_t at = line.start; at < line.end && cells.size() < kMaxCells;) {
    size_t end = at;
    if (text[at] == '\t' || text[at] == '|') {
      end = at + 1;
    } else if (text[at] == ' ') {
      while (text[end] == ' ') ++end;
      // A single space, and spaces beside another separator, belong to the cell.
      if (end - at == 1 || text[end] == '\t' || text[end] == '|') {
        at = end;
        continue;
      }
    }
    if (end == at) {
      ++at;
      continue;
    }
    cells.push_back(Trimmed(text, {start, at}));
    at = start = end;
  }
  cells.push_back(Trimmed(text, {start, line.end}));
  return cells;
}

bool IsPeriod(std::string_view word) {
  const bool digits = std::all_of(word.begin(), word.end(), IsAsciiDigit);
  if (word.size() == 4 && digits) return word.front() == '1' || word.front() == '2';
  constexpr std::string_view kMarks = "QHqh";
  const bool mark =
      word.size() == 2 && kMarks.find(word[0]) != std::string_view::npos && IsAsciiDigit(word[1]);
  return mark || word == "FY" || word == "YTD";
}

// Returns whether a word consists of digits, with the signs that belong to a number in a table.
bool IsFigure(std::string_view word) {
  constexpr std::string_view kSigns = ".,()-+%*";
  bool any = false;
  for (char c : word) {
    any |= IsAsciiDigit(c);
    if (!IsAsciiDigit(c) && kSigns.find(c) == std::string_view::npos && (c & 0x80) == 0) return false;
  }
  return any;
}

// Returns the words at the end of `cell` for which `test` is true, last first.
template <typename Test>
std::vector<ByteRange> LastWords(std::string_view text, ByteRange cell, Test test) {
  std::vector<ByteRange> words;
  while (cell.size() > 0 && words.size() < kMaxCells) {
    const size_t space = Slice(text, cell).rfind(' ');
    const size_t start = space == std::string_view::npos ? cell.start : cell.start + space + 1;
    if (!test(text.substr(start, cell.end - start))) break;
    words.push_back({start, cell.end});
    cell = Trimmed(text, {cell.start, start});
  }
  return words;
}

bool IsTimeUnit(std::string_view unit) {
  constexpr std::string_view kUnits[] = {"second", "minute",  "hour", "day",    "week",   "fortnight",
                                         "month",  "quarter", "year", "decade", "century"};
  return std::find(std::begin(kUnits), std::end(kUnits), unit) != std::end(kUnits);
}

// Reads the unit that a cell states: the whole cell, or its end in brackets, or after a comma, a colon or "in".
std::optional<UnitPhrase> UnitOf(std::string_view cell) {
  constexpr std::pair<char, char> kBrackets[] = {{'(', ')'}, {'[', ']'}};
  for (const auto& [opening, closing] : kBrackets) {
    const size_t open = cell.rfind(opening);
    if (!cell.ends_with(closing) || open == std::string_view::npos) continue;
    const std::string_view inside = cell.substr(open + 1, cell.size() - open - 2);
    if (auto unit = ReadUnitPhrase(inside)) return unit;
    const size_t in = inside.starts_with("in ") ? 0 : inside.rfind(" in ");
    return in == std::string_view::npos ? std::nullopt
                                        : ReadUnitPhrase(inside.substr(inside.find("in ", in) + 3));
  }
  if (auto unit = ReadUnitPhrase(cell)) {
    // A column with the head "Year" has years.
    if (unit->kind == ValueKind::kMeasure && IsTimeUnit(unit->unit)) return std::nullopt;
    return unit;
  }
  for (std::string_view separator : {", ", ": ", " in "}) {
    const size_t at = cell.rfind(separator);
    if (at == std::string_view::npos) continue;
    if (auto unit = ReadUnitPhrase(cell.substr(at + separator.size()))) return unit;
  }
  return cell.starts_with("In ") || cell.starts_with("in ") ? ReadUnitPhrase(cell.substr(3)) : std::nullopt;
}

// The units that the lines above the rows of a table state.
struct TableHead {
  size_t rows = 0;                  // the offset of the first line after the head
  std::optional<UnitPhrase> whole;  // of all cells
  std::vector<std::optional<UnitPhrase>> columns;
  size_t periods =
      0;  // how many periods the last line of a head in one cell names: 2 in "NOK million 2024 2023"
};

// Returns whether a line with years has a label and no unit. After another line of a head it is a row.
bool IsLabelled(std::string_view text, const std::vector<ByteRange>& cells) {
  return cells.size() > 1 && cells.front().size() > 0 &&
         std::none_of(cells.begin(), cells.end(), [&](ByteRange cell) { return UnitOf(Slice(text, cell)); });
}

// Returns whether a line has numbers other than years, so that it is no head.
bool HasFigures(std::string_view text, const std::vector<ByteRange>& cells) {
  return std::any_of(cells.begin(), cells.end(), [&](ByteRange cell) {
    const auto figures = LastWords(text, cell, IsFigure);
    return std::any_of(figures.begin(), figures.end(),
                       [&](ByteRange word) { return !IsPeriod(Slice(text, word)); }) &&
           !UnitOf(Slice(text, cell));
  });
}

void TakeHeadLine(std::string_view text, std::vector<ByteRange> cells, TableHead& head) {
  if (cells.size() == 1) {
    const std::vector<ByteRange> periods = LastWords(text, cells.front(), IsPeriod);
    head.periods = std::max(head.periods, periods.size());
    if (!periods.empty()) cells.front() = Trimmed(text, {cells.front().start, periods.back().start});
  }
  if (cells.size() > 1) head.columns.resize(std::max(head.columns.size(), cells.size()));
  for (size_t i = 0; i < cells.size(); ++i) {
    auto unit = UnitOf(Slice(text, cells[i]));
    if (unit) (cells.size() == 1 ? head.whole : head.columns[i]) = std::move(unit);
  }
}

// Reads the head of the table whose first line begins at `top`, and the last line of the paragraph above it.
TableHead ReadHead(std::string_view text, size_t top) {
  TableHead head;
  size_t above = top;
  while (above > 0 && (IsSpace(text[above - 1]) || text[above - 1] == '\n')) --above;
  if (above > 0) {
    const ByteRange caption = LineAt(text, above - 1);
    if (caption.size() <= kMaxLine) head.whole = UnitOf(Slice(text, Trimmed(text, caption)));
  }
  head.rows = top;
  bool begun = false;
  for (size_t i = 0; i < kMaxHeadLines && head.rows < text.size(); ++i) {
    const ByteRange line = LineAt(text, head.rows);
    const std::vector<ByteRange> cells = CellsOf(text, line);
    if (cells.empty() || IsBlank(text, line) || HasFigures(text, cells)) break;
    if (begun && IsLabelled(text, cells)) break;
    begun |= cells.size() > 1;
    TakeHeadLine(text, cells, head);
    head.rows = std::min(line.end + 1, text.size());
  }
  return head;
}

// Reads tables from front to back, and keeps the last head and row.
class TableReader {
 public:
  explicit TableReader(std::string_view text) : text_(text) {}

  // Returns the unit of the number at `figure`, or nullptr if it is in no cell that has one.
  const UnitPhrase* UnitOfFigure(ByteRange figure) {
    if (figure.start < row_.start || figure.start >= row_.end) TakeRow(LineAt(text_, figure.start));
    if (cells_.empty() || row_.start < head_.rows) return nullptr;
    if (cells_.size() == 1) {
      const bool listed = std::any_of(figures_.begin(), figures_.end(), [&](ByteRange word) {
        return word.start <= figure.start && figure.start < word.end;
      });
      return listed && head_.whole ? &*head_.whole : nullptr;
    }
    for (size_t i = 1; i < cells_.size(); ++i) {
      if (figure.start < cells_[i].start || figure.end > cells_[i].end) continue;
      constexpr size_t kMaxSigns = 4;  // "(488)", "-488", "488*"
      return cells_[i].size() > figure.size() + kMaxSigns ? nullptr : UnitOfCell(i);
    }
    return nullptr;
  }

  // Returns the numbers of the row if single spaces separate them, one for each period of the head.
  const std::vector<ByteRange>& separate_figures() const { return separate_; }

 private:
  const UnitPhrase* UnitOfCell(size_t index) const {
    if (own_ && own_cell_ < index) return &*own_;
    const auto& columns = head_.columns;
    // A head with no cell above the labels has one cell less than the rows.
    const bool unlabelled = columns.size() + 1 == cells_.size();
    const size_t column = unlabelled ? index - 1 : index;
    if (column < columns.size() && columns[column]) return &*columns[column];
    if (!unlabelled && !columns.empty() && columns.front()) return &*columns.front();
    return head_.whole ? &*head_.whole : nullptr;
  }

  // Finds the unit that a cell of the row states for the cells after it: the label, or a cell of its own.
  void TakeOwnUnit() {
    own_ = UnitOf(Slice(text_, cells_.front()));
    own_cell_ = 0;
    for (size_t i = 1; i < cells_.size() && !own_; ++i) {
      own_ = ReadUnitPhrase(Slice(text_, cells_[i]));
      own_cell_ = i;
    }
  }

  void TakeRow(ByteRange line) {
    TakeTable(line);
    row_ = {line.start, line.end + 1};
    cells_ = CellsOf(text_, line);
    own_.reset();
    figures_.clear();
    separate_.clear();
    if (cells_.empty()) return;
    if (cells_.size() > 1) return TakeOwnUnit();
    figures_ = LastWords(text_, cells_.front(), IsFigure);
    const bool labelled = !figures_.empty() && figures_.back().start > cells_.front().start;
    if (!labelled) figures_.clear();
    if (figures_.size() > 1 && figures_.size() == head_.periods)
      separate_.assign(figures_.rbegin(), figures_.rend());
  }

  // Sets head_ for the table with `line`.
  void TakeTable(ByteRange line) {
    size_t top = line.start;
    while (top > 0 && line.start - top < kMaxTable) {
      const ByteRange above = {LineStart(text_, top - 1), top - 1};
      if (above.start < row_.end && above.start >= row_.start && row_.end > 0) return;  // the same table
      if (IsBlank(text_, above)) break;
      top = above.start;
    }
    head_ = ReadHead(text_, top);
  }

  const std::string_view text_;
  TableHead head_;
  ByteRange row_;  // the line of the last figure, with its end
  std::vector<ByteRange> cells_;
  std::vector<ByteRange> figures_;   // of a row in one cell: the numbers after its label, last first
  std::vector<ByteRange> separate_;  // see separate_figures()
  std::optional<UnitPhrase> own_;    // the unit that a cell of the row states
  size_t own_cell_ = 0;              // the cell of own_
};

// Returns the number of a cell. A lone year such as 2016 may be a number there.
std::optional<TypedValue> NumberOf(std::string_view text, const TypedValue& value) {
  if (value.reading != Reading::kStated || value.fraction) return std::nullopt;
  if (value.kind == ValueKind::kNumber && value.amount.bound == Bound::kExact) return value;
  // "$ 4,512" in thousands.
  if (value.kind == ValueKind::kCurrency && value.range.end == value.figure.end) return value;
  const std::string_view words = Slice(text, value.range);
  if (value.kind != ValueKind::kTime || words.size() != 4 ||
      !std::all_of(words.begin(), words.end(), IsAsciiDigit)) {
    return std::nullopt;
  }
  TypedValue number;
  number.range = number.figure = value.range;
  number.amount.value = words;
  return number;
}

// Returns whether a number can have a unit. A number with a currency sign can have only that currency, or a
// scale without a unit.
bool Fits(const TypedValue& number, const UnitPhrase& unit) {
  if (number.kind == ValueKind::kNumber || unit.kind == ValueKind::kNumber) return true;
  return unit.kind == ValueKind::kCurrency && MayBeSameCurrency(number.amount.unit, unit.unit);
}

}  // namespace

void AddTableUnits(std::string_view text, size_t offset, std::vector<TypedValue>& values) {
  TableReader tables(text);
  std::vector<TypedValue> changed;
  changed.reserve(values.size());
  const std::string_view part = text.substr(offset);
  auto add = [&](const TypedValue& number, const UnitPhrase& unit) {
    auto amount = WithUnit(number.amount, unit);
    if (!amount) return;
    TypedValue value = number;
    if (unit.kind == ValueKind::kNumber) {
      amount->unit = value.amount.unit;
    } else {
      value.kind = unit.kind;
    }
    value.amount = *std::move(amount);
    changed.push_back(std::move(value));
  };
  for (TypedValue& value : values) {
    const std::optional<TypedValue> number = NumberOf(part, value);
    const UnitPhrase* unit =
        number ? tables.UnitOfFigure({offset + number->figure.start, offset + number->figure.end}) : nullptr;
    if (unit == nullptr || !Fits(*number, *unit)) {
      changed.push_back(std::move(value));
      continue;
    }
    const auto& separate = tables.separate_figures();
    const auto joined = std::count_if(separate.begin(), separate.end(), [&](ByteRange figure) {
      return figure.start >= offset + value.figure.start && figure.end <= offset + value.figure.end;
    });
    if (joined < 2) {
      add(*number, *unit);
      value.reading = Reading::kAlternative;
      changed.push_back(std::move(value));
      continue;
    }
    // "488 391" in two columns is not 488391.
    for (const ByteRange& figure : separate) {
      if (figure.start < offset + value.figure.start || figure.end > offset + value.figure.end) continue;
      TypedValue each = *number;
      each.range = each.figure = {figure.start - offset, figure.end - offset};
      each.amount.value = Slice(text, figure);
      add(each, *unit);
      each.reading = Reading::kAlternative;
      changed.push_back(std::move(each));
    }
  }
  values = std::move(changed);
}

}  // namespace verbatim::text
