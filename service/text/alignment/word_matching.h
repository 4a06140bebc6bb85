#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/alignment/words.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Limits the time for comparing words one by one, summed over all passages of two texts, to about a second.
// Once the limit is reached, words are matched only where runs of words occur once in each text. Ends the
// work when the poll says stop.
class WorkBudget {
 public:
  // `poll` must outlive the object.
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

// The words of some sentences of a text, in order. The sentences need not be adjacent in the text.
class Passage {
 public:
  // `text` must outlive the object. `sentences` must ascend. After a poll that says stop, the passage lacks
  // words.
  Passage(const TextWords& text, std::span<const size_t> sentences, StopPoll& poll);

  size_t size() const { return indexes_.size(); }
  const AlignedWord& operator[](size_t i) const { return text_[indexes_[i]]; }
  // Returns the index of a word in the text.
  size_t IndexOf(size_t i) const { return indexes_[i]; }

 private:
  const TextWords& text_;
  std::vector<uint32_t> indexes_;
};

// Matches the words of two short passages in order. Finds the heaviest alignment of equal words. Words in a
// run count more than isolated words. Returns for each word of `before` the index of its match in `after`, or
// kUnmatched. Passages that are too long for a comparison word by word are first divided at runs of words
// that occur once in each passage. After a poll that says stop, the result must not be used.
std::vector<int32_t> MatchWords(const Passage& before, const Passage& after, WorkBudget& budget);

}  // namespace verbatim::text
