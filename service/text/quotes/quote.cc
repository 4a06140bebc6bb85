#include "text/quotes/quote.h"

#include <string.h>

#include <string>

#include "text/unicode/utf8.h"

namespace verbatim::text {

std::vector<ByteRange> FindQuote(std::string_view text, std::string_view quote, QuoteContext context,
                                 size_t limit, const ShouldStop& /*should_stop*/) {
  // Search for context and quote as one string, so that a context that excludes most places costs nothing
  // extra. glibc's memmem is a two-way search, linear for any input; std::string_view::find is not.
  std::string needle;
  needle.append(context.prefix).append(quote).append(context.suffix);
  std::vector<ByteRange> places;
  size_t from = 0;
  while (places.size() < limit && from < text.size()) {
    const void* found = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    if (found == nullptr) break;
    size_t at = static_cast<size_t>(static_cast<const char*>(found) - text.data());
    size_t start = at + context.prefix.size();
    places.push_back({start, start + quote.size()});
    from = at + 1;
  }
  return places;
}

QuoteContext ContextOf(std::string_view text, ByteRange range) {
  return {LastCodePoints(text.substr(0, range.start), kContextCodePoints),
          FirstCodePoints(text.substr(range.end), kContextCodePoints)};
}

}  // namespace verbatim::text
