#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/unicode/stop.h"

namespace verbatim::text {

// Where a match of the pattern may begin in the text.
enum class PatternStart {
  kTextStart,  // at the start of the text: distances from the pattern to each prefix of the text
  kAnywhere,   // anywhere: distances from the pattern to the nearest piece of text that ends there
};

// Returns the Levenshtein distance between `pattern` and the part of `text` that ends at each position, 0 to
// text.size(): the last row of the dynamic programming table. Bit-parallel (Myers 1999, in blocks as in Hyyrö
// 2003): text.size() * ceil(pattern.size() / 64) steps of about 20 instructions. Code points that are equal
// modulo 4,096 count as the same. This bounds memory to 512 bytes per code point of the pattern and can only
// make distances smaller. After a poll that says stop, the result must not be used.
std::vector<size_t> EditDistances(std::u32string_view pattern, std::u32string_view text, PatternStart start,
                                  StopPoll& poll);

// Returns the Levenshtein distance between `a` and `b`, under the same rules.
size_t EditDistance(std::u32string_view a, std::u32string_view b, StopPoll& poll);

}  // namespace verbatim::text
