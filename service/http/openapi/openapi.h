#pragma once

#include <string>
#include <vector>

#include "http/rest/routes.h"

namespace verbatim::http {

// The OpenAPI 3.1 description of these REST paths, as JSON. Made of the contract's descriptors and comments; takes
// some 10 ms.
std::string DescribeAsOpenApi(const std::vector<Binding>& bindings);

}  // namespace verbatim::http
