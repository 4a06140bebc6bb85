#pragma once

#include <string>

#include "absl/status/status.h"

namespace verbatim::verbatimd {

// UNAVAILABLE, naming `flag`, if another process listens on this HOST:PORT. OK for unix:PATH, for port 0, and
// for an address that cannot be checked; the server reports its own error for those. Call this before files
// are created: a second server that is started by mistake then leaves nothing behind.
absl::Status CheckPortIsFree(const std::string& address, const std::string& flag);

}  // namespace verbatim::verbatimd
