#pragma once

#include "absl/status/status.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Sets the options of the flags about the database's connections, damage and the clock. REQUIRES: `store` and
// `dispatcher.threads` are set. INVALID_ARGUMENT names the wrong flag.
absl::Status ReadStorageFlags(ServeOptions& options);

}  // namespace verbatim::verbatimd
