#pragma once

#include <string>
#include <string_view>

#include "text/unicode/stop.h"

namespace verbatim::text {

// Prepares a page for Gumbo 0.10.1, so that the tree contains what browsers show. Takes time linear in the
// page.
//   - Removes control characters, which browsers do not show and Gumbo would replace by U+FFFD. Keeps ASCII
//     white space; U+000B and U+0085 become spaces, because Unicode calls them white space.
//   - Replaces numeric references above U+10FFFF by references to U+FFFD, which is how the HTML standard
//     (13.2.5.84) reads them. In Gumbo the number overflows, and the text is then not valid UTF-8.
// `html` must be UTF-8. After a poll that says stop, the result must not be used. Any thread.
std::string PrepareHtml(std::string_view html, StopPoll& poll);

}  // namespace verbatim::text
