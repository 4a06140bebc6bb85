#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interchange/trusty_uri.h"

namespace verbatim::interchange {

// Writes the statements as TriG (W3C Recommendation, 25 February 2014). Graphs are in the order of their
// first statement. URIs must be IRIs (iri.h). Carriage returns are escaped. Each of `prefixes` is a pair of
// prefix and namespace.
std::string ToTriG(const std::vector<Quad>& quads,
                   const std::vector<std::pair<std::string, std::string>>& prefixes);

}  // namespace verbatim::interchange
