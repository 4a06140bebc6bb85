#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace verbatim::text {

// Number of words in a run.
inline constexpr size_t kRunWords = 5;

// The runs of five words in a row of some texts, to find other texts that repeat one. Words are compared as
// FoldedText compares them (fold.h); punctuation does not count. In scripts that put no space between words,
// such as Chinese and Thai, each character counts as a word. Holds 8 bytes for each run: a hash, so that about
// one of a million million words is found by mistake. One thread at a time.
class WordRuns {
 public:
  // Holds at most `most` different runs.
  explicit WordRuns(size_t most) : most_(most) {}

  // Adds the runs of a text, which must be UTF-8. Returns false if it has too many; then the first ones are
  // added. Not after Contains.
  bool Add(std::string_view text);

  // Whether the text, which must be UTF-8, has one of the runs.
  bool Contains(std::string_view text);

 private:
  // Sorts the runs and removes duplicates.
  void Compact();

  const size_t most_;
  std::vector<uint64_t> runs_;
  bool sorted_ = false;
};

}  // namespace verbatim::text
