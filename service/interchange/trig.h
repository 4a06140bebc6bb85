#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interchange/trusty_uri.h"

namespace verbatim::interchange {

// Writes the statements as TriG (W3C Recommendation, 25 February 2014). Graphs are in the order of their
// first statement. Each of `prefixes` is a pair of prefix and namespace.
std::string ToTriG(const std::vector<Quad>& quads,
                   const std::vector<std::pair<std::string, std::string>>& prefixes);

// Percent-encodes the characters that Turtle does not allow in an IRI reference (IRIREF).
std::string EscapeIri(std::string_view uri);

}  // namespace verbatim::interchange
