#pragma once

#include <string_view>

#include "text/html/html_elements.h"

// What names and words that people give to parts of pages say about those parts. They are hints: html_selection
// weighs them by how much of the page's prose a part has.
namespace verbatim::text {

// The kind that the class names or the id of an element hint at. kNone if they hint at nothing. `names` is a
// list separated by white space.
Omit HintOf(std::string_view names);

// Whether a class name says that only screen readers get the text.
bool IsForScreenReaders(std::string_view names);
// Whether a class name says that this is the large first letter of a paragraph.
bool IsDropCap(std::string_view names);
// Whether a class name says that this is a list of sources, which has many links and is still content.
bool IsListOfSources(std::string_view names);
// Whether a class name says that the element's text is the name of an icon, such as `share`.
bool IsIcon(std::string_view names);

// The kind of a part that begins with a heading of this text, such as "Related articles" or "3 comments". kNone
// for other headings.
Omit HeadedBy(std::string_view heading);
// The kind of a paragraph that has only this text, such as "Advertisement".
Omit LoneLabel(std::string_view paragraph);
// Whether a paragraph begins as a pointer to another page: "Read also: …".
bool PointsElsewhere(std::string_view paragraph);

}  // namespace verbatim::text
