#pragma once

#include <string>

#include "nlohmann/json.hpp"
#include "status/errors.h"
#include "text/quotes/selection.h"

// Reads the selectors of a Web Annotation's target (W3C Web Annotation Data Model, section 4.2).
namespace verbatim::interchange {

// Reads all selectors of `target`. A TextQuoteSelector, a TextPositionSelector and a FragmentSelector of
// plain text (RFC 5147, `char=10,20`) select words. Other selectors, such as an XPathSelector, cannot be
// evaluated: of them, only the selectors that refine them are read.
//
// Adds a violation at `path` if no selector has exact words, or if one has its exact words, prefix or suffix
// twice.
text::Selection ReadSelectors(const nlohmann::json& target, const std::string& path, Violations& violations);

}  // namespace verbatim::interchange
