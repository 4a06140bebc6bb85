#include "text/alignment/sequence.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// Maximum pairs of symbols in a gap that is matched with the full table.
constexpr size_t kFewPairs = 1 << 16;

// Maximum edits between the two sides of a larger gap that is still matched symbol by symbol.
constexpr int64_t kMostEdits = 200;

// Maximum number of times that a gap between two matches is divided. Bounds the time for hostile texts.
constexpr int kMostDivisions = 64;

// Finds symbols of a sequence. An open-addressing table that is at most two thirds full. Its memory is filled
// step by step, with polls, and freed at once.
class SymbolTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // `symbols` must outlive the table. After a poll that says stop, the table must not be used.
  SymbolTable(std::span<const size_t> symbols, StopPoll& poll)
      : symbols_(symbols),
        bits_(static_cast<int>(std::bit_width((symbols.size() + symbols.size() / 2) | 1))) {
    AppendCopies(slots_, size_t{1} << bits_, {}, poll);
  }

  // Returns the index under which the symbol was added, or kNone.
  uint32_t Find(size_t symbol) const { return slots_[SlotOf(symbol)].index; }

  void Free(StopPoll& poll) { text::Free(slots_, poll); }

  // Adds the symbol at `index`, unless an equal symbol was added before. Returns the index of the earlier
  // symbol if there is one, otherwise `index`.
  uint32_t Add(uint32_t index) {
    Slot& slot = slots_[SlotOf(symbols_[index])];
    if (slot.index == kNone) slot = {TagOf(symbols_[index]), index};
    return slot.index;
  }

 private:
  struct Slot {
    uint32_t tag = 0;  // tells most symbols apart without a look at the sequence
    uint32_t index = kNone;
  };

  static uint32_t TagOf(size_t symbol) { return static_cast<uint32_t>(symbol); }

  // Returns the slot of the symbol, or the free slot where it belongs.
  size_t SlotOf(size_t symbol) const {
    const size_t mask = slots_.size() - 1;
    size_t at = symbol * 0x9E3779B97F4A7C15u >> (64 - bits_);  // Fibonacci hashing
    while (slots_[at].index != kNone &&
           (slots_[at].tag != TagOf(symbol) || symbols_[slots_[at].index] != symbol)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  const std::span<const size_t> symbols_;
  const int bits_;
  std::vector<Slot> slots_;
};

// Returns for each value of `after` in `pairs` the number of pairs with a lower value. No two pairs have the
// same value.
std::vector<uint32_t> RanksOf(std::span<const IndexPair> pairs, StopPoll& poll) {
  size_t end = 0;
  for (const IndexPair& pair : pairs) {
    if (poll.Step()) return {};
    end = std::max(end, size_t{pair.after} + 1);
  }
  std::vector<uint32_t> ranks;
  if (!AppendCopies(ranks, end, 0, poll)) return {};
  for (const IndexPair& pair : pairs) {
    if (poll.Step()) return {};
    ranks[pair.after] = 1;
  }
  uint32_t lower = 0;
  for (uint32_t& rank : ranks) {
    if (poll.Step()) return {};
    lower += std::exchange(rank, lower);
  }
  return ranks;
}

struct Gap {
  size_t before, before_end, after, after_end;
  int divisions = 0;
};

class Matcher {
  static constexpr size_t kGapSteps = 16;

 public:
  Matcher(std::span<const size_t> before, std::span<const size_t> after, std::span<const uint64_t> weights,
          StopPoll& poll)
      : before_(before), after_(after), weights_(weights), poll_(poll), matches_(before.size(), kUnmatched) {}

  std::vector<int32_t> Match() {
    gaps_.push_back({0, before_.size(), 0, after_.size(), 0});
    while (!gaps_.empty() && !poll_.Step(kGapSteps)) {
      Gap gap = gaps_.back();
      gaps_.pop_back();
      MatchGap(gap);
    }
    return std::move(matches_);
  }

 private:
  void Take(size_t before, size_t after) { matches_[before] = static_cast<int32_t>(after); }

  void MatchGap(Gap gap) {
    while (gap.before < gap.before_end && gap.after < gap.after_end &&
           before_[gap.before] == after_[gap.after] && !poll_.Step()) {
      Take(gap.before++, gap.after++);
    }
    while (gap.before < gap.before_end && gap.after < gap.after_end &&
           before_[gap.before_end - 1] == after_[gap.after_end - 1] && !poll_.Step()) {
      Take(--gap.before_end, --gap.after_end);
    }
    const size_t count = gap.before_end - gap.before;
    const size_t after_count = gap.after_end - gap.after;
    if (count == 0 || after_count == 0 || gap.divisions == kMostDivisions) return;
    std::vector<IndexPair> pairs =
        OncePairs(before_.subspan(gap.before, count), after_.subspan(gap.after, after_count), poll_);
    if (poll_.stopped()) return;
    if (pairs.empty()) {
      if (count * after_count <= kFewPairs) {
        MatchFew(gap);
      } else {
        MatchByFewEdits(gap);
      }
      return;
    }
    std::vector<uint64_t> weights;
    weights.reserve(pairs.size());
    for (const IndexPair& pair : pairs) {
      if (poll_.Step()) return;
      weights.push_back(weights_[gap.before + pair.before]);
    }
    Gap rest{gap.before, 0, gap.after, 0, gap.divisions + 1};
    for (const auto& [before, after] : HeaviestChain(pairs, weights, poll_)) {
      if (poll_.Step()) return;
      rest.before_end = gap.before + before;
      rest.after_end = gap.after + after;
      Take(rest.before_end, rest.after_end);
      AddGap(rest);
      rest.before = rest.before_end + 1;
      rest.after = rest.after_end + 1;
    }
    AddGap({rest.before, gap.before_end, rest.after, gap.after_end, rest.divisions});
  }

  // Adds a gap that has symbols on both sides.
  void AddGap(const Gap& gap) {
    if (gap.before == gap.before_end || gap.after == gap.after_end) return;
    if (MakeRoom(gaps_, poll_)) gaps_.push_back(gap);
  }

  // Matches by longest common subsequence if the two sides differ in at most kMostEdits symbols (Myers 1986,
  // greedy algorithm). This handles sequences of many symbols but few kinds, such as one sentence repeated
  // many times.
  void MatchByFewEdits(const Gap& gap) {
    const auto rows = static_cast<int64_t>(gap.before_end - gap.before);
    const auto columns = static_cast<int64_t>(gap.after_end - gap.after);
    if (std::abs(rows - columns) > kMostEdits) return;
    auto same = [&](int64_t row, int64_t column) {
      return before_[gap.before + static_cast<size_t>(row)] ==
             after_[gap.after + static_cast<size_t>(column)];
    };
    // The furthest row on each diagonal (row - column) for the current number of edits; `reached` keeps a
    // copy for each number.
    constexpr auto kWidth = static_cast<size_t>(2 * kMostEdits + 3);
    auto at = [](int64_t diagonal) { return static_cast<size_t>(diagonal + kMostEdits + 1); };
    std::vector<std::vector<int32_t>> reached;
    std::vector<int32_t> row_of(kWidth, 0);
    for (int64_t edits = 0; edits <= kMostEdits; ++edits) {
      reached.push_back(row_of);
      for (int64_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const bool down =
            diagonal != -edits && (diagonal == edits || row_of[at(diagonal - 1)] >= row_of[at(diagonal + 1)]);
        int64_t row = down ? row_of[at(diagonal - 1)] + 1 : row_of[at(diagonal + 1)];
        if (edits == 0) row = 0;
        while (row < rows && row - diagonal < columns && row - diagonal >= 0 && same(row, row - diagonal) &&
               !poll_.Step()) {
          ++row;
        }
        if (poll_.Step()) return;
        row_of[at(diagonal)] = static_cast<int32_t>(row);
        if (row >= rows && row - diagonal >= columns) return TraceBack(gap, reached, rows, columns);
      }
    }
  }

  void TraceBack(const Gap& gap, const std::vector<std::vector<int32_t>>& reached, int64_t row,
                 int64_t column) {
    auto at = [](int64_t diagonal) { return static_cast<size_t>(diagonal + kMostEdits + 1); };
    for (auto edits = static_cast<int64_t>(reached.size()) - 1; edits >= 0; --edits) {
      const std::vector<int32_t>& row_of = reached[static_cast<size_t>(edits)];
      const int64_t diagonal = row - column;
      const bool down =
          diagonal != -edits && (diagonal == edits || row_of[at(diagonal - 1)] >= row_of[at(diagonal + 1)]);
      const int64_t from_diagonal = down ? diagonal - 1 : diagonal + 1;
      const int64_t from_row = edits == 0 ? 0 : row_of[at(from_diagonal)];
      const int64_t from_column = edits == 0 ? 0 : from_row - from_diagonal;
      while (row > from_row && column > from_column && !poll_.Step()) {
        --row;
        --column;
        Take(gap.before + static_cast<size_t>(row), gap.after + static_cast<size_t>(column));
      }
      row = from_row;
      column = from_column;
    }
  }

  // Matches by heaviest common subsequence, with the full table.
  void MatchFew(const Gap& gap) {
    const size_t rows = gap.before_end - gap.before;
    const size_t columns = gap.after_end - gap.after;
    poll_.Step(rows * columns);
    std::vector<uint64_t> best((rows + 1) * (columns + 1), 0);  // weight from each row and column on
    auto at = [&](size_t row, size_t column) -> uint64_t& { return best[row * (columns + 1) + column]; };
    auto same = [&](size_t row, size_t column) {
      return before_[gap.before + row] == after_[gap.after + column];
    };
    for (size_t row = rows; row-- > 0;) {
      for (size_t column = columns; column-- > 0;) {
        at(row, column) = std::max(at(row + 1, column), at(row, column + 1));
        if (same(row, column)) {
          at(row, column) = std::max(at(row, column), at(row + 1, column + 1) + weights_[gap.before + row]);
        }
      }
    }
    for (size_t row = 0, column = 0; row < rows && column < columns;) {
      if (same(row, column) && at(row, column) == at(row + 1, column + 1) + weights_[gap.before + row]) {
        Take(gap.before + row++, gap.after + column++);
      } else if (at(row, column) == at(row + 1, column)) {
        ++row;
      } else {
        ++column;
      }
    }
  }

  std::span<const size_t> before_;
  std::span<const size_t> after_;
  std::span<const uint64_t> weights_;
  StopPoll& poll_;
  std::vector<int32_t> matches_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::vector<IndexPair> HeaviestChain(std::span<const IndexPair> pairs, std::span<const uint64_t> weights,
                                     StopPoll& poll) {
  constexpr size_t kPairSteps = 64;
  const std::vector<uint32_t> ranks = RanksOf(pairs, poll);
  constexpr uint32_t kNoPair = UINT32_MAX;
  // A Fenwick tree over the ranks of `after` holds the heaviest chain that ends at or before each rank.
  struct End {
    uint64_t weight = 0;
    uint32_t pair = kNoPair;
  };
  std::vector<End> tree;
  std::vector<uint32_t> previous;
  if (!AppendCopies(tree, pairs.size() + 1, {}, poll) ||
      !AppendCopies(previous, pairs.size(), kNoPair, poll)) {
    return {};
  }
  End heaviest;
  for (uint32_t i = 0; i < pairs.size(); ++i) {
    if (poll.Step(kPairSteps)) return {};
    const size_t rank = ranks[pairs[i].after];
    End before;
    for (size_t at = rank; at > 0; at &= at - 1) {
      if (tree[at].weight > before.weight) before = tree[at];
    }
    previous[i] = before.pair;
    const End end{before.weight + weights[i], i};
    for (size_t at = rank + 1; at < tree.size(); at += at & (~at + 1)) {
      if (end.weight > tree[at].weight) tree[at] = end;
    }
    if (end.weight > heaviest.weight) heaviest = end;
  }
  Free(tree, poll);
  size_t length = 0;
  for (uint32_t i = heaviest.pair; i != kNoPair && !poll.Step(); i = previous[i]) ++length;
  std::vector<IndexPair> chain;
  if (!AppendCopies(chain, length, {}, poll)) return {};
  for (uint32_t i = heaviest.pair; i != kNoPair && !poll.Step(); i = previous[i]) chain[--length] = pairs[i];
  return chain;
}

std::vector<IndexPair> OncePairs(std::span<const size_t> before, std::span<const size_t> after,
                                 StopPoll& poll) {
  constexpr size_t kSymbolSteps = 8;
  constexpr uint32_t kSeveral = SymbolTable::kNone - 1;
  SymbolTable table(before, poll);
  // For each symbol of `before`: its only match; kNone if it has none; kSeveral if it occurs more than once
  // in a sequence.
  std::vector<uint32_t> matches;
  if (!AppendCopies(matches, before.size(), SymbolTable::kNone, poll)) return {};
  for (uint32_t i = 0; i < before.size(); ++i) {
    if (poll.Step(kSymbolSteps)) return {};
    if (const uint32_t first = table.Add(i); first != i) matches[first] = kSeveral;
  }
  for (uint32_t i = 0; i < after.size(); ++i) {
    if (poll.Step(kSymbolSteps)) return {};
    const uint32_t found = table.Find(after[i]);
    if (found != SymbolTable::kNone) matches[found] = matches[found] == SymbolTable::kNone ? i : kSeveral;
  }
  table.Free(poll);
  std::vector<IndexPair> pairs;
  for (uint32_t i = 0; i < before.size(); ++i) {
    if (poll.Step() || !MakeRoom(pairs, poll)) return {};
    if (matches[i] < kSeveral) pairs.push_back({i, matches[i]});
  }
  return pairs;
}

std::vector<int32_t> MatchInOrder(std::span<const size_t> before, std::span<const size_t> after,
                                  std::span<const uint64_t> weights, StopPoll& poll) {
  return Matcher(before, after, weights, poll).Match();
}

}  // namespace verbatim::text
