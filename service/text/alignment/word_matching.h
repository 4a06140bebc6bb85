#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/alignment/words.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Bounds the steps of comparing words one by one, over all passages of two texts: about a second. When it is
// used up, words are matched only where runs of them occur once in each text. Ends the work when the poll says stop.
class WorkBudget {
 public:
  // `poll` must outlive it.
  explicit WorkBudget(StopPoll& poll) : poll_(poll) {}

  bool Take(size_t steps) {
    if (steps > left_) return false;
    left_ -= steps;
    return true;
  }

  StopPoll& poll() const { return poll_; }

 private:
  StopPoll& poll_;
  size_t left_ = 200'000'000;
};

// Matches the words of two short passages in order: the heaviest alignment of equal words, in which words in
// a run count more than words apart. Returns for each word of `before` the index of its match in `after`, or
// kUnmatched. Passages too long for a comparison word by word are first divided at runs of words that occur
// once in each. After a poll that says stop, the result must not be used.
std::vector<int32_t> MatchWords(std::span<const AlignedWord> before, std::span<const AlignedWord> after,
                                WorkBudget& budget);

}  // namespace verbatim::text
