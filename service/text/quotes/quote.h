#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// The text that must directly surround a quote, byte for byte: `prefix` before it and `suffix` after it. An
// empty string matches anything.
struct QuoteContext {
  std::string_view prefix;
  std::string_view suffix;
};

// Returns the places where `quote` occurs in `text`, byte for byte and between `context`: in text order, at
// most `limit`. Places may overlap. If `quote` is UTF-8, no place cuts a code point. `quote` must not be
// empty. Linear in the text, even for hostile input (two-way search). If `should_stop` ends the work, the
// result must not be used. Any thread.
std::vector<ByteRange> FindQuote(std::string_view text, std::string_view quote, QuoteContext context,
                                 size_t limit, const ShouldStop& should_stop = {});
std::vector<ByteRange> FindQuote(std::string_view text, std::string_view quote, QuoteContext context,
                                 size_t limit, StopPoll& poll);

// Code points of context on each side in a response; Web Annotation clients commonly use this many.
inline constexpr size_t kContextCodePoints = 32;

// Returns up to kContextCodePoints code points before and after `range` in `text`.
QuoteContext ContextOf(std::string_view text, ByteRange range);

}  // namespace verbatim::text
