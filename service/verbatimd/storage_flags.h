#pragma once

#include "absl/status/status.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Sets the options of the flags about damage and the clock: `scrub_interval` and `clock`. REQUIRES: `store` is
// set. INVALID_ARGUMENT names the wrong flag.
absl::Status ReadStorageFlags(ServeOptions& options);

}  // namespace verbatim::verbatimd
