#pragma once

#include <string>

#include "registry/requests/environment.h"

namespace verbatim::registry {

// Returns a UUID version 7 (RFC 9562, section 5.7) in lower-case hex. UUIDs sort by their time of creation,
// to the millisecond.
std::string MakeUuidV7(const Environment& environment);

}  // namespace verbatim::registry
