#pragma once

#include <string>
#include <string_view>

#include "text/unicode/stop.h"

namespace verbatim::text {

// Returns the text of a page as annotation tools see it: the textContent of <body> in the DOM, which has all
// of the page's text with its line breaks and indentation, menus and scripts included. Empty if the page
// exceeds a limit of ReadableText (html.h).
//
// `html` must be UTF-8. The time is that of ReadableText. If `should_stop` ends the work, the result must not
// be used. Any thread.
std::string PageText(std::string_view html, const ShouldStop& should_stop = {});

}  // namespace verbatim::text
