#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/quotes/quote.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

// Quotes that equal a passage in everything but typography. Texts that are typed again or generated lose the
// typography of their source: curly quotation marks, long dashes, no-break spaces.
namespace verbatim::text {

// Returns `text` with one form for all that typography writes in several:
//
//   quotation marks  single ones, apostrophes and primes become ', double ones become "
//   dashes           hyphens, dashes and the minus sign become -
//   ligatures        U+FB00 to U+FB06 and U+FB13 to U+FB17 become their letters, an ellipsis three full stops
//   white space      each run becomes one space; none remains at the ends
//   invisible        soft hyphens, zero-width characters, direction marks and byte order marks are dropped
//   letters          canonical decomposition (NFD); those of the first word in lower case
//
// All else stays: letters with accents, superscripts, fractions, and the case of later words. `text` must be UTF-8.
// Near linear. Any thread.
std::string PlainTypography(std::string_view text);

// Returns whether the texts are equal in plain typography.
bool SameTypography(std::string_view a, std::string_view b);

// Returns the places where `text` has the quote in plain typography, between the words of `context` in plain
// typography: in text order, at most `limit`. The places do not overlap and cut no code point, word or figure. Only the
// first thousand places that equal the quote when folded (fold.h) are compared; if there are so many, and fewer than two
// of them are found, returns all of these, because the quote may be at others, too. Costs as much as LocateQuote's search
// for exact matches. If `should_stop` ends the work, the result must not be used. Any thread.
std::vector<ByteRange> FindTypographic(std::string_view text, std::string_view quote, QuoteContext context,
                                       size_t limit, const ShouldStop& should_stop = {});

// Returns whether the text around `range` has `context` in plain typography.
bool HasTypographicContext(std::string_view text, ByteRange range, QuoteContext context);

}  // namespace verbatim::text
