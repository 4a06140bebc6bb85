#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Matching the symbols of two sequences in order, by the patience method: symbols that stand once in both are
// matched where they keep their order, and what lies between is matched likewise (B. Cohen, "Patience Diff
// Advantages", 2010). Symbols are hashes.
namespace verbatim::text {

inline constexpr int32_t kUnmatched = -1;

// Pairs of indexes of two sequences.
struct IndexPair {
  size_t before = 0;
  size_t after = 0;
};

// Of pairs in ascending order of `before`, those of the heaviest chain in which `after` ascends, too.
// `weights` has one for each pair. O(n log n).
std::vector<IndexPair> HeaviestChain(std::span<const IndexPair> pairs, std::span<const uint64_t> weights);

// Symbols that stand once in each of the two sequences, in ascending order of `before`.
std::vector<IndexPair> OncePairs(std::span<const size_t> before, std::span<const size_t> after);

// For each symbol of `before` the index of its match in `after`, or kUnmatched. Matches ascend. `weights` are
// those of the symbols of `before`, for choosing between those that crossed. Near linear: symbols that stand
// several times are matched at the ends of what lies between two matches, and, where few do, by their longest
// common subsequence.
std::vector<int32_t> MatchInOrder(std::span<const size_t> before, std::span<const size_t> after,
                                  std::span<const uint64_t> weights);

}  // namespace verbatim::text
