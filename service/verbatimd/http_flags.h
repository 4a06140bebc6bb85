#pragma once

#include "absl/status/status.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Reads the flags of the HTTP port into `options.http`. Call it after `options.server` is set.
// INVALID_ARGUMENT names the wrong flag.
absl::Status ReadHttpFlags(ServeOptions& options);

}  // namespace verbatim::verbatimd
