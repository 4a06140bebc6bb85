#include "text/unicode/word_runs.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "text/unicode/fold.h"

namespace verbatim::text {
namespace {

bool IsUnspacedScript(char32_t point) {
  if (point < 0x0E00) return false;  // no such script is below Thai
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(point), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_KHMER:
    case USCRIPT_LAO:
    case USCRIPT_MYANMAR:
    case USCRIPT_THAI:
      return true;
    default:
      return false;
  }
}

// A finalizer of 64 bits (splitmix64): each bit of the argument changes about half of the result.
uint64_t Mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

// Calls `see(hash)` for each run of words, in order. Stops once `see` returns false.
template <typename See>
void ForEachRun(std::string_view text, See see) {
  const FoldedText folded(text);
  std::array<uint64_t, kRunWords> last = {};  // hashes of the last words
  size_t words = 0;
  uint64_t word = 0;
  bool in_word = false;
  bool stopped = false;
  const auto end_word = [&] {
    if (!in_word) return;
    in_word = false;
    last[words++ % kRunWords] = word;
    word = 0;
    if (words < kRunWords) return;
    uint64_t run = 0;
    for (size_t i = words - kRunWords; i < words; ++i) run = Mix(run * 31 + last[i % kRunWords]);
    stopped = !see(run);
  };
  for (const char32_t point : folded.code_points()) {
    const bool unspaced = IsUnspacedScript(point);
    if (unspaced || u_isalnum(static_cast<UChar32>(point)) == 0) end_word();
    if (stopped) return;
    if (!unspaced && u_isalnum(static_cast<UChar32>(point)) == 0) continue;
    word = Mix(word + point + 1);
    in_word = true;
    if (unspaced) end_word();
    if (stopped) return;
  }
  end_word();
}

}  // namespace

bool WordRuns::Add(std::string_view text) {
  bool all = true;
  sorted_ = false;
  ForEachRun(text, [&](uint64_t run) {
    if (runs_.size() >= 2 * most_) Compact();  // repeated runs leave room
    all = runs_.size() < 2 * most_;
    if (all) runs_.push_back(run);
    return all;
  });
  Compact();
  if (runs_.size() > most_) {
    runs_.resize(most_);
    return false;
  }
  return all;
}

bool WordRuns::Contains(std::string_view text) {
  if (!sorted_) Compact();
  bool found = false;
  ForEachRun(text, [&](uint64_t run) {
    found = std::binary_search(runs_.begin(), runs_.end(), run);
    return !found;
  });
  return found;
}

void WordRuns::Compact() {
  std::sort(runs_.begin(), runs_.end());
  runs_.erase(std::unique(runs_.begin(), runs_.end()), runs_.end());
  sorted_ = true;
}

}  // namespace verbatim::text
