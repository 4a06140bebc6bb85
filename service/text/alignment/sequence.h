#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/unicode/stop.h"

// Matches the symbols of two sequences in order, by the patience method: symbols that occur once in each
// sequence are matched where they keep their order, and what lies between two matches is matched in the same
// way (B. Cohen, "Patience Diff Advantages", 2010). Symbols are hashes. After a poll that says stop, results
// must not be used.
namespace verbatim::text {

inline constexpr int32_t kUnmatched = -1;

// Indexes of a pair of symbols, one in each sequence. Sequences of 16 MiB of text have millions of pairs, so
// a pair is kept small.
struct IndexPair {
  uint32_t before = 0;
  uint32_t after = 0;
};

// Returns the heaviest chain of `pairs` in which `after` also ascends. `pairs` must ascend in `before`;
// `weights` has one weight per pair. O(n log n).
std::vector<IndexPair> HeaviestChain(std::span<const IndexPair> pairs, std::span<const uint64_t> weights,
                                     StopPoll& poll);

// Returns the pairs of symbols that occur exactly once in each sequence, ascending in `before`.
std::vector<IndexPair> OncePairs(std::span<const size_t> before, std::span<const size_t> after,
                                 StopPoll& poll);

// Returns for each symbol of `before` the index of its match in `after`, or kUnmatched. Matches ascend.
// `weights` has the weight of each symbol of `before`; weights decide between matches that cross. Near
// linear: symbols that occur several times are matched at the ends of the gap between two matches and, if the
// gap is small or differs in few symbols, by longest common subsequence.
std::vector<int32_t> MatchInOrder(std::span<const size_t> before, std::span<const size_t> after,
                                  std::span<const uint64_t> weights, StopPoll& poll);

}  // namespace verbatim::text
