#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/unicode/stop.h"

namespace verbatim::text {

// A window of the folded text, as long as the quote, that shares grams with it. A gram is a short run of code
// points.
struct GramWindow {
  size_t start = 0;
  size_t shared = 0;  // grams in common; a repeated gram counts as often as it occurs in both
};

// Returns the windows of `text` that share the most grams with `quote`: at most `limit`, best first, and at
// least half the quote's length apart. A passage within few edits of the quote shares most grams with it
// (Ukkonen 1992: an edit destroys at most as many grams as a gram is long), so these windows deserve a closer
// look. Linear in the text for any input. After a poll that says stop, the result must not be used.
std::vector<GramWindow> FindGramWindows(std::u32string_view text, std::u32string_view quote, size_t limit,
                                        StopPoll& poll);

}  // namespace verbatim::text
