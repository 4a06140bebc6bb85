#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interchange/trusty_uri.h"

namespace verbatim::interchange {

// The statements as TriG (W3C Recommendation, 25 February 2014), graph after graph in the order in which they
// first come, under these prefixes, each with its namespace.
std::string ToTriG(const std::vector<Quad>& quads,
                   const std::vector<std::pair<std::string, std::string>>& prefixes);

// The URI with all that an IRI reference of Turtle must not have (IRIREF) percent-encoded.
std::string EscapeIri(std::string_view uri);

}  // namespace verbatim::interchange
