#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/quotes/quote.h"
#include "text/unicode/span.h"

namespace verbatim::text {

struct LocateOptions {
  size_t limit = 5;             // passages to return at most
  double min_similarity = 0.5;  // passages less alike are left out, 0..1
  QuoteContext context;         // prefers one of several equally alike passages; need not be exact
};

struct LocatedPassage {
  ByteRange range;
  // One minus the edit distance over the longer length, in code points, both sides folded (fold.h). 1: they
  // differ in nothing but what folding removes.
  double similarity = 0;
};

// The passages of `text` that are most like `quote`, most alike first, then by context, then in the order of
// the text. They do not overlap, begin and end at code points and, where the quote does, at words. `text` and
// `quote` must be UTF-8. Time is near linear in the text, with a bound for any input; see locate.cc for how.
// Of a quote that folding makes longer than 4,096 code points and its own bytes only exact places are found.
// Any thread.
std::vector<LocatedPassage> LocateQuote(std::string_view text, std::string_view quote,
                                        const LocateOptions& options);

}  // namespace verbatim::text
