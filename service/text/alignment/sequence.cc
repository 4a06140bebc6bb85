#include "text/alignment/sequence.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>

namespace verbatim::text {
namespace {

// Maximum pairs of symbols in a gap that is matched with the full table.
constexpr size_t kFewPairs = 1 << 16;

// Maximum edits between the two sides of a larger gap that is still matched symbol by symbol.
constexpr int64_t kMostEdits = 200;

// How often the gap between two matches is divided again. Bounds the time for hostile texts.
constexpr int kMostDivisions = 64;

struct Gap {
  size_t before, before_end, after, after_end;
  int divisions = 0;
};

class Matcher {
 public:
  Matcher(std::span<const size_t> before, std::span<const size_t> after, std::span<const uint64_t> weights)
      : before_(before), after_(after), weights_(weights), matches_(before.size(), kUnmatched) {}

  std::vector<int32_t> Match() {
    gaps_.push_back({0, before_.size(), 0, after_.size(), 0});
    while (!gaps_.empty()) {
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
           before_[gap.before] == after_[gap.after]) {
      Take(gap.before++, gap.after++);
    }
    while (gap.before < gap.before_end && gap.after < gap.after_end &&
           before_[gap.before_end - 1] == after_[gap.after_end - 1]) {
      Take(--gap.before_end, --gap.after_end);
    }
    const size_t count = gap.before_end - gap.before;
    const size_t after_count = gap.after_end - gap.after;
    if (count == 0 || after_count == 0 || gap.divisions == kMostDivisions) return;
    std::vector<IndexPair> pairs =
        OncePairs(before_.subspan(gap.before, count), after_.subspan(gap.after, after_count));
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
    for (const IndexPair& pair : pairs) weights.push_back(weights_[gap.before + pair.before]);
    Gap rest{gap.before, 0, gap.after, 0, gap.divisions + 1};
    for (const IndexPair& pair : HeaviestChain(pairs, weights)) {
      rest.before_end = gap.before + pair.before;
      rest.after_end = gap.after + pair.after;
      Take(rest.before_end, rest.after_end);
      gaps_.push_back(rest);
      rest.before = rest.before_end + 1;
      rest.after = rest.after_end + 1;
    }
    gaps_.push_back({rest.before, gap.before_end, rest.after, gap.after_end, rest.divisions});
  }

  // Matches by longest common subsequence if the two sides differ in at most kMostEdits symbols (Myers 1986,
  // greedy algorithm). Covers many symbols of few kinds, such as one sentence repeated many times.
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
        while (row < rows && row - diagonal < columns && row - diagonal >= 0 && same(row, row - diagonal))
          ++row;
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
      while (row > from_row && column > from_column) {
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
    std::vector<uint64_t> best((rows + 1) * (columns + 1), 0);  // from each row and column on
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
  std::vector<int32_t> matches_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::vector<IndexPair> HeaviestChain(std::span<const IndexPair> pairs, std::span<const uint64_t> weights) {
  // A Fenwick tree over the ranks of `after` holds the heaviest chain that ends at or before each rank.
  std::vector<size_t> ranks;
  ranks.reserve(pairs.size());
  for (const IndexPair& pair : pairs) ranks.push_back(pair.after);
  std::sort(ranks.begin(), ranks.end());
  struct End {
    uint64_t weight = 0;
    size_t pair = SIZE_MAX;
  };
  std::vector<End> tree(pairs.size() + 1);
  std::vector<size_t> previous(pairs.size(), SIZE_MAX);
  End heaviest;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto rank =
        static_cast<size_t>(std::lower_bound(ranks.begin(), ranks.end(), pairs[i].after) - ranks.begin());
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
  std::vector<IndexPair> chain;
  for (size_t i = heaviest.pair; i != SIZE_MAX; i = previous[i]) chain.push_back(pairs[i]);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::vector<IndexPair> OncePairs(std::span<const size_t> before, std::span<const size_t> after) {
  struct Seen {
    size_t after = 0;
    uint8_t times_before = 0;  // up to two
    uint8_t times_after = 0;
  };
  std::unordered_map<size_t, Seen> seen;
  seen.reserve(before.size());
  for (size_t symbol : before) {
    Seen& entry = seen[symbol];
    if (entry.times_before < 2) ++entry.times_before;
  }
  for (size_t i = 0; i < after.size(); ++i) {
    auto found = seen.find(after[i]);
    if (found == seen.end()) continue;
    if (found->second.times_after < 2) ++found->second.times_after;
    found->second.after = i;
  }
  std::vector<IndexPair> pairs;
  for (size_t i = 0; i < before.size(); ++i) {
    const Seen& entry = seen[before[i]];
    if (entry.times_before == 1 && entry.times_after == 1) pairs.push_back({i, entry.after});
  }
  return pairs;
}

std::vector<int32_t> MatchInOrder(std::span<const size_t> before, std::span<const size_t> after,
                                  std::span<const uint64_t> weights) {
  return Matcher(before, after, weights).Match();
}

}  // namespace verbatim::text
