#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

namespace verbatim::text {

// What must stand directly around a quote: `prefix` before it and `suffix` after it, byte for byte. Empty
// means anything.
struct QuoteContext {
  std::string_view prefix;
  std::string_view suffix;
};

// Places where `quote` stands in `text`, byte for byte, between `context`, in the order of the text; at most
// `limit` of them. Places may overlap. None of them begins or ends inside a code point if `quote` is UTF-8.
// `quote` must not be empty. Time linear in the text also for hostile input (two-way search). Any thread.
std::vector<ByteRange> FindQuote(std::string_view text, std::string_view quote, QuoteContext context,
                                 size_t limit);

// Number of code points of context that an answer carries on each side, as Web Annotation clients commonly
// do.
inline constexpr size_t kContextCodePoints = 32;

// Up to kContextCodePoints that stand before and after `range` in `text`.
QuoteContext ContextOf(std::string_view text, ByteRange range);

}  // namespace verbatim::text
