#pragma once

#include <string>
#include <string_view>

namespace verbatim::interchange {

// Text fragments of URLs (WICG, URL Fragment Text Directives): `#:~:text=prefix-,start,end,-suffix`. A
// browser that opens one goes to the words and marks them.

// The URI with a fragment for a quote between a prefix and a suffix. A long quote, or one of several lines,
// is named by its first and last words. An empty URI stays so, and one that has a fragment already gets none.
//
// A browser finds a prefix only if it begins with a whole word and lies in one block, a suffix only if it
// ends so and begins with no white space, and without them it finds nothing. They are written without the
// words that they were cut in, and up to the end of the line. As they are, they are in a second directive,
// for ReadTextFragment: they must tell equal words apart. Browsers pass over a directive that they do not
// find.
std::string WithTextFragment(std::string_view uri, std::string_view quote, std::string_view prefix,
                             std::string_view suffix);

struct TextContext {
  std::string prefix;
  std::string suffix;
};

// The prefix and the suffix of a text fragment; empty where there are none. Of several directives, the first
// one's, or those of the last for the same words.
TextContext ReadTextFragment(std::string_view uri);

}  // namespace verbatim::interchange
