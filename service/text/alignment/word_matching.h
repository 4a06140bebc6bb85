#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/alignment/words.h"

namespace verbatim::text {

// Steps that a comparison of two texts may take for looking at words one by one, over all of its passages:
// about a second. Beyond, words are matched only where runs of them stand once in both.
class WorkBudget {
 public:
  bool Take(size_t steps) {
    if (steps > left_) return false;
    left_ -= steps;
    return true;
  }

 private:
  size_t left_ = 200'000'000;
};

// Matches the words of two short passages in order: the heaviest alignment of equal words, where runs count
// more than words apart. For each word of `before` the index of its match in `after`, or kUnmatched. Passages
// too long to be compared word by word are first divided at runs of words that stand once in both.
std::vector<int32_t> MatchWords(std::span<const AlignedWord> before, std::span<const AlignedWord> after,
                                WorkBudget& budget);

}  // namespace verbatim::text
