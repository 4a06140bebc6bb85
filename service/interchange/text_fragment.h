#pragma once

#include <string>
#include <string_view>

namespace verbatim::interchange {

// Text fragments of URLs (WICG, URL Fragment Text Directives): `#:~:text=prefix-,start,end,-suffix`. A
// browser that opens such a URL scrolls to the words and highlights them.

// Returns the URI with a fragment for a quote between a prefix and a suffix. If the quote is long or has
// several lines, the fragment has only its first and last words. A URI that is empty or already has a
// fragment is returned unchanged.
//
// Browsers find a prefix only if it begins with a whole word and lies in one block. They find a suffix only
// if it also ends with a whole word and does not begin with white space. Otherwise they find nothing at all.
// The first directive therefore omits words that were cut off, and everything beyond the line of the quote.
// If that changes the prefix or suffix, a second directive contains both unchanged for ReadTextFragment,
// which needs them to distinguish repeated words. Browsers ignore a directive without a match.
std::string WithTextFragment(std::string_view uri, std::string_view quote, std::string_view prefix,
                             std::string_view suffix);

struct TextContext {
  std::string prefix;
  std::string suffix;
};

// Returns the prefix and suffix in a text fragment; empty if missing. If there are several directives, uses
// the last one that has the same words as the first.
TextContext ReadTextFragment(std::string_view uri);

}  // namespace verbatim::interchange
