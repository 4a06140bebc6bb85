#include "text/quotes/quote.h"

#include <string.h>

#include <algorithm>
#include <string>

#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// A part that is searched at once: some milliseconds of work. Each search first prepares the needle, so a
// part is many times as long as the needle.
constexpr size_t kPartBytes = size_t{1} << 20;
constexpr size_t kPartNeedles = 16;

}  // namespace

std::vector<ByteRange> FindQuote(std::string_view text, std::string_view quote, QuoteContext context,
                                 size_t limit, const ShouldStop& should_stop) {
  StopPoll poll(should_stop);
  return FindQuote(text, quote, context, limit, poll);
}

std::vector<ByteRange> FindQuote(std::string_view text, std::string_view quote, QuoteContext context,
                                 size_t limit, StopPoll& poll) {
  // Search for context and quote as one string, so that a context that excludes most places costs nothing
  // extra. glibc's memmem is a two-way search, linear for any input; std::string_view::find is not.
  std::string needle;
  needle.append(context.prefix).append(quote).append(context.suffix);
  // Search one part of the text after another, with polls between them.
  const size_t part = std::max(kPartBytes, kPartNeedles * needle.size());
  std::vector<ByteRange> places;
  size_t from = 0;
  while (places.size() < limit && from < text.size() && !poll.Step(needle.size())) {
    const std::string_view searched = text.substr(from, part + needle.size());
    const void* found = memmem(searched.data(), searched.size(), needle.data(), needle.size());
    if (found == nullptr) {
      poll.Step(part);
      from += part;  // the needle may begin in the last bytes searched, but not before them
      continue;
    }
    size_t at = static_cast<size_t>(static_cast<const char*>(found) - text.data());
    size_t start = at + context.prefix.size();
    places.push_back({start, start + quote.size()});
    poll.Step(at - from);
    from = at + 1;
  }
  return places;
}

QuoteContext ContextOf(std::string_view text, ByteRange range) {
  return {LastCodePoints(text.substr(0, range.start), kContextCodePoints),
          FirstCodePoints(text.substr(range.end), kContextCodePoints)};
}

}  // namespace verbatim::text
