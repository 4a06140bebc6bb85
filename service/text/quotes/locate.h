#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/quotes/quote.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

struct LocateOptions {
  size_t limit = 5;             // maximum number of passages to return
  double min_similarity = 0.5;  // passages with a lower similarity are left out; 0 to 1
  QuoteContext context;         // chooses among equally similar passages; need not be exact
};

struct LocatedPassage {
  ByteRange range;
  // 1 minus the edit distance divided by the greater length, in code points of the folded texts (fold.h). 1
  // means that they differ only in what folding removes.
  double similarity = 0;
};

// Returns the passages of `text` that are most similar to `quote`, ordered by similarity, then by context,
// then by position. They do not overlap and cut no code point, word or figure: "52" is not found in "152", "two" not
// in "fifty-two". If some passages have a similarity of 1, only these are returned. Figures in another form count
// as one edit: "let 52 go" is similar to "let fifty-two go" (English number words only).
//
// `text` and `quote` must be UTF-8. Time is near linear in the text and bounded for any input; locate.cc explains
// how. If folding makes a quote longer than both 4,096 code points and its size in bytes, only exact matches are
// found. If `should_stop` ends the work, the result must not be used. Any thread.
std::vector<LocatedPassage> LocateQuote(std::string_view text, std::string_view quote,
                                        const LocateOptions& options, const ShouldStop& should_stop = {});

}  // namespace verbatim::text
