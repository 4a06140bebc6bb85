#pragma once

#include <string>

#include "registry/requests/environment.h"

namespace verbatim::registry {

// A UUID version 7 (RFC 9562, section 5.7) in lower-case hex. Ids sort by their time of creation, to the
// millisecond.
std::string MakeUuidV7(const Environment& environment);

}  // namespace verbatim::registry
