#pragma once

#include <cstdint>

#include "text/html/html_page.h"
#include "text/unicode/stop.h"

// Steps of the selection (html_selection.h) that find parts without class names: by their headings, their shape and
// their links. `prose` is the page's prose before the step. No step leaves out a part with much of it. Linear. After
// a poll that says stop, the result must not be used.
namespace verbatim::text {

// Parts under a heading such as "Related articles", and paragraphs that are a label alone, such as "Advertisement".
void MarkHeadedParts(Page& page, uint32_t prose, StopPoll& poll);

// Rows of teasers: three or more elements alike, each short, with a link, and with a picture or a heading that is a
// link.
void MarkTeasers(Page& page, uint32_t prose, StopPoll& poll);

// Lists and paragraphs that are links for the most part. Data tables, lists of sources and lists that a sentence
// introduces ("The reports:") are kept.
void MarkLinkLists(Page& page, uint32_t prose, StopPoll& poll);

}  // namespace verbatim::text
