#pragma once

#include "text/html/html_page.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// The last step of the selection (html_selection.h): finds the part of the page with most of its prose, and leaves
// out the rest as Omit::kOutside.
//   - <main>, otherwise the <article>s, if they have half of the prose, or if the page has no prose and they have
//     text.
//   - Otherwise, and within <main>, the smallest element with 85% of the prose and 60% of all text but links. 60% of
//     the prose suffices if the rest has more text in links than prose. Not on pages with less than 600 bytes of
//     prose, and not an element with much prose before it, because comments can be longer than their article.
// Also kept: the headline (h1) before the part and what lies between the two; paragraphs of prose before the part;
// long prose with few links.
void ChoosePart(Page& page, StopPoll& poll);

}  // namespace verbatim::text
