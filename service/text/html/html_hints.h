#pragma once

#include <string_view>

#include "text/html/html_elements.h"

// Derives from class names, ids and headings what a part of a page is. These are hints: html_selection.cc weighs them
// by the share of the page's prose that the part has.
namespace verbatim::text {

// Returns the kind that the class names or the id of an element hint at, or kNone. `names` is separated by white
// space.
Omit HintOf(std::string_view names);

// Returns whether a class name says that only screen readers get the text.
bool IsForScreenReaders(std::string_view names);
// Returns whether a class name says that the element is the large first letter of a paragraph.
bool IsDropCap(std::string_view names);
// Returns whether a class name says that the element is a list of sources, which has many links and is content.
bool IsListOfSources(std::string_view names);
// Returns whether a class name says that the element's text is the name of an icon, such as `share`.
bool IsIcon(std::string_view names);

// Returns the kind of a part that begins with a heading of this text, such as "Related articles" or "3 comments".
// kNone for other headings.
Omit HeadedBy(std::string_view heading);
// Returns the kind of a paragraph that has only this text, such as "Advertisement", or kNone.
Omit LoneLabel(std::string_view paragraph);
// Returns whether a paragraph begins as a pointer to another page: "Read also: …".
bool PointsElsewhere(std::string_view paragraph);

}  // namespace verbatim::text
