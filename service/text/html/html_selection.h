#pragma once

#include "text/html/html_page.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Decides which text of a page is read, and marks the rest (PageNode::omit). html.h has the rules.
//
// The steps are those that Readability and trafilatura made common, with rules of our own. First, the parts
// are left out whose tags, class names, headings or links show that they are not content. Then the part with
// most of the prose is kept. Class names lie, and pages use <header> and display:none for their articles. So
// no step may leave out too much prose. Takes a few passes over the page. After a poll that says stop, the
// result must not be used.
void SelectText(Page& page, StopPoll& poll);

// Decides by tags and attributes alone. For a page of which SelectText leaves nothing.
void SelectByTag(Page& page, StopPoll& poll);

}  // namespace verbatim::text
