#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace verbatim::text {

// A window of the text's folded code points, as long as the quote, that shares grams with it.
struct GramWindow {
  size_t start = 0;
  size_t shared = 0;  // grams in common, counted as often as they stand in both
};

// The windows of `text` that share the most grams (short runs of code points) with `quote`, at most `limit`
// of them, best first, none near another. What is within few edits of the quote shares most grams with it
// (Ukkonen 1992: each edit destroys as many as a gram is long), so that these are the places worth a closer
// look. Time linear in the text, whatever it is.
std::vector<GramWindow> FindGramWindows(std::u32string_view text, std::u32string_view quote, size_t limit);

}  // namespace verbatim::text
