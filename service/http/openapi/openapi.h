#pragma once

#include <string>
#include <vector>

#include "http/rest/routes.h"

namespace verbatim::http {

// Returns the OpenAPI 3.1 description of these REST paths, as JSON. It is made of the contract's descriptors
// and comments. This takes some 10 ms.
std::string DescribeAsOpenApi(const std::vector<Binding>& bindings);

}  // namespace verbatim::http
