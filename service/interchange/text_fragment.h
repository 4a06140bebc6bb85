#pragma once

#include <string>
#include <string_view>

namespace verbatim::interchange {

// Text fragments of URLs (WICG, URL Fragment Text Directives): `#:~:text=prefix-,start,end,-suffix`. A
// browser that opens one goes to the words and marks them.

// The URI with a fragment for a quote between a prefix and a suffix. A long quote is named by its first and
// last words. An empty URI stays so, and one that has a fragment already gets none.
std::string WithTextFragment(std::string_view uri, std::string_view quote, std::string_view prefix,
                             std::string_view suffix);

struct TextContext {
  std::string prefix;
  std::string suffix;
};

// The prefix and the suffix of a text fragment; empty where there are none.
TextContext ReadTextFragment(std::string_view uri);

}  // namespace verbatim::interchange
