#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/alignment/words.h"

namespace verbatim::text {

// Bounds the steps of comparing words one by one, over all passages of two texts: about a second. When it is
// used up, words are matched only where runs of them occur once in each text.
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

// Matches the words of two short passages in order: the heaviest alignment of equal words, in which words in
// a run count more than words apart. Returns for each word of `before` the index of its match in `after`, or
// kUnmatched. Passages too long for a comparison word by word are first divided at runs of words that occur
// once in each.
std::vector<int32_t> MatchWords(std::span<const AlignedWord> before, std::span<const AlignedWord> after,
                                WorkBudget& budget);

}  // namespace verbatim::text
