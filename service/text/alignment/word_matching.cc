#include "text/alignment/word_matching.h"

#include <algorithm>
#include <utility>

#include "text/alignment/sequence.h"
#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// Maximum number of pairs of words in a passage that is not divided. Two passages of 500 words have this
// many.
constexpr size_t kWholePairs = 250'000;
// Maximum number of pairs of words in one table. A table takes a byte per pair.
constexpr size_t kMostPairs = 16'000'000;
// Number of words in a run that divides a passage.
constexpr size_t kRun = 4;
// Number of columns that are computed between two polls.
constexpr size_t kColumnsAtOnce = 4096;
// Extra weight of a match if the words before it also match. It exceeds the weight of most words, because
// isolated matches of words such as "of" and "the" mean nothing.
constexpr int32_t kRunBonus = 6;

class Matcher {
 public:
  Matcher(const Passage& before, const Passage& after, WorkBudget& budget)
      : before_(before),
        after_(after),
        budget_(budget),
        poll_(budget.poll()),
        matches_(before.size(), kUnmatched) {}

  std::vector<int32_t> Match() {
    MatchPassage(0, before_.size(), 0, after_.size(), true);
    return std::move(matches_);
  }

 private:
  void Take(size_t before, size_t after) { matches_[before] = static_cast<int32_t>(after); }
  bool Same(size_t before, size_t after) const { return before_[before].hash == after_[after].hash; }

  void MatchPassage(size_t before, size_t before_end, size_t after, size_t after_end, bool divide) {
    while (before < before_end && after < after_end && Same(before, after) && !poll_.Step()) {
      Take(before++, after++);
    }
    while (before < before_end && after < after_end && Same(before_end - 1, after_end - 1) && !poll_.Step()) {
      Take(--before_end, --after_end);
    }
    const size_t rows = before_end - before;
    const size_t columns = after_end - after;
    if (rows == 0 || columns == 0 || poll_.stopped()) return;
    if (divide && rows * columns > kWholePairs) {
      Divide(before, before_end, after, after_end);
    } else if (rows <= kMostPairs / columns && budget_.Take(rows * columns)) {
      MatchAll(before, rows, after, columns);
    }
  }

  // Returns the hashes of the runs of kRun words from `begin` to `end`.
  std::vector<size_t> RunHashes(const Passage& words, size_t begin, size_t end) const {
    std::vector<size_t> hashes;
    hashes.reserve(end - begin);
    for (size_t i = begin; i + kRun <= end && !poll_.Step(kRun); ++i) {
      size_t hash = 0;
      for (size_t k = 0; k < kRun; ++k) hash = hash * 0x9E3779B97F4A7C15u + words[i + k].hash;
      hashes.push_back(hash);
    }
    return hashes;
  }

  void Divide(size_t before, size_t before_end, size_t after, size_t after_end) {
    std::vector<size_t> runs = RunHashes(before_, before, before_end);
    std::vector<size_t> after_runs = RunHashes(after_, after, after_end);
    const std::vector<IndexPair> pairs = OncePairs(runs, after_runs, poll_);
    Free(runs, poll_);
    Free(after_runs, poll_);
    std::vector<uint64_t> weights;
    if (!AppendCopies(weights, pairs.size(), 1, poll_)) return;
    size_t from = before;
    size_t after_from = after;
    for (const IndexPair& pair : HeaviestChain(pairs, weights, poll_)) {
      if (poll_.Step()) return;
      size_t at = before + pair.before;
      size_t after_at = after + pair.after;
      if (at < from || after_at < after_from) continue;  // overlaps the previous run
      MatchPassage(from, at, after_from, after_at, false);
      for (size_t k = 0; k < kRun; ++k) Take(at++, after_at++);
      from = at;
      after_from = after_at;
    }
    MatchPassage(from, before_end, after_from, after_end, false);
  }

  // Finds the heaviest alignment of all words. Computes two layers, as for affine gaps (Gotoh 1982): the best
  // alignment that ends with a match, and the best alignment of all.
  void MatchAll(size_t before, size_t rows, size_t after, size_t columns) {
    constexpr uint8_t kUp = 0, kLeft = 1, kMatch = 2, kFromMatch = 4;
    constexpr int32_t kNone = -1;
    std::vector<uint8_t> steps;
    std::vector<int32_t> best, matched;
    if (!AppendCopies(steps, rows * columns, 0, poll_) || !AppendCopies(best, columns + 1, 0, poll_) ||
        !AppendCopies(matched, columns + 1, kNone, poll_)) {
      return;
    }
    for (size_t row = 0; row < rows; ++row) {
      int32_t diagonal_best = best[0];
      int32_t diagonal_matched = matched[0];
      for (size_t start = 0; start < columns; start += kColumnsAtOnce) {
        const size_t end = std::min(start + kColumnsAtOnce, columns);
        if (poll_.Step(end - start)) return;
        for (size_t column = start; column < end; ++column) {
          const int32_t up = best[column + 1];
          const int32_t up_matched = matched[column + 1];
          uint8_t step = best[column] > up ? kLeft : kUp;
          int32_t value = std::max(best[column], up);
          int32_t match = kNone;
          if (Same(before + row, after + column)) {
            const bool run = diagonal_matched != kNone && diagonal_matched + kRunBonus >= diagonal_best;
            match = (run ? diagonal_matched + kRunBonus : diagonal_best) +
                    static_cast<int32_t>(before_[before + row].weight);
            if (run) step |= kFromMatch;
            if (match >= value) {
              value = match;
              step = static_cast<uint8_t>((step & kFromMatch) | kMatch);
            }
          }
          diagonal_best = up;
          diagonal_matched = up_matched;
          best[column + 1] = value;
          matched[column + 1] = match;
          steps[row * columns + column] = step;
        }
      }
    }
    size_t row = rows;
    size_t column = columns;
    bool in_run = false;
    while (row > 0 && column > 0 && !poll_.Step()) {
      const uint8_t step = steps[(row - 1) * columns + column - 1];
      if (in_run || (step & 3) == kMatch) {
        --row;
        --column;
        Take(before + row, after + column);
        in_run = (step & kFromMatch) != 0;
      } else if ((step & 3) == kLeft) {
        --column;
      } else {
        --row;
      }
    }
  }

  const Passage& before_;
  const Passage& after_;
  WorkBudget& budget_;
  StopPoll& poll_;
  std::vector<int32_t> matches_;
};

}  // namespace

Passage::Passage(const TextWords& text, std::span<const size_t> sentences, StopPoll& poll) : text_(text) {
  for (size_t sentence : sentences) {
    for (size_t i = text.first_word(sentence); i < text.end_word(sentence); ++i) {
      if (poll.Step() || !MakeRoom(indexes_, poll)) return;
      indexes_.push_back(static_cast<uint32_t>(i));
    }
  }
}

std::vector<int32_t> MatchWords(const Passage& before, const Passage& after, WorkBudget& budget) {
  return Matcher(before, after, budget).Match();
}

}  // namespace verbatim::text
