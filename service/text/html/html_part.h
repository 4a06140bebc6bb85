#pragma once

#include "text/html/html_page.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// The last step of the selection (html_selection.h): finds the part of the page with most of its prose, and
// leaves out the rest as Omit::kOutside.
//   - The step chooses <main> if it has half of the page's prose and 30% of the text outside links, or if the
//     page has no prose and <main> has text.
//   - Otherwise the step chooses the <article>s under the same condition, or else the whole page.
//   - Inside <main> or the whole page, the step then chooses the smallest element that has 85% of the prose
//     and 60% of the text outside links, or that has 60% of the prose if the rest has at least as much text
//     in links as prose.
//   - But the step keeps <main> or the whole page if the page has less than 600 bytes of prose, and it skips
//     an element with more than 15% of the prose before it, as comments can be longer than their article.
// The step also keeps the headline (h1) before the part and what lies between the headline and the part. It
// keeps paragraphs of prose before the part, and long prose anywhere, if they have few links.
void ChoosePart(Page& page, StopPoll& poll);

}  // namespace verbatim::text
