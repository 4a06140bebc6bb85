#pragma once

#include <string>

#include "registry/requests/environment.h"

namespace verbatim::registry {

// A UUID version 7 (RFC 9562, section 5.7) in lower-case hex: ids made one after the other sort nearly in that order.
std::string MakeUuidV7(const Environment& environment);

}  // namespace verbatim::registry
