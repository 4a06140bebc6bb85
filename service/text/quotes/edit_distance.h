#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace verbatim::text {

// Where an occurrence of the pattern may begin in the text.
enum class PatternStart {
  kTextStart,  // at the text's start: distances are those of the pattern to each start of the text
  kAnywhere,   // anywhere: distances are those of the pattern to the nearest piece that ends there
};

// Levenshtein distances of `pattern` to what of `text` ends at each position, 0 to text.size(): the last row
// of the dynamic programming table. Bit-parallel (Myers 1999, in blocks as Hyyrö 2003): text.size() *
// ceil(pattern.size() / 64) steps of some 20 instructions. A pattern of more than 4,096 different code points
// has some of them taken for equal, which bounds memory to 512 bytes a code point of the pattern and can only
// make distances smaller.
std::vector<size_t> EditDistances(std::u32string_view pattern, std::u32string_view text, PatternStart start);

// Levenshtein distance of the two.
size_t EditDistance(std::u32string_view a, std::u32string_view b);

}  // namespace verbatim::text
