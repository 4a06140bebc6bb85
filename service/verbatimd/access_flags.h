#pragma once

#include "absl/status/status.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Sets the options of the flags about who may do what: `access`. With a policy file, client certificates
// become optional. REQUIRES: `server` has its TLS files. INVALID_ARGUMENT names the wrong flag.
absl::Status ReadAccessFlags(ServeOptions& options);

}  // namespace verbatim::verbatimd
