#pragma once

#include "absl/status/status.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Reads the flags of metrics, traces and the access log into `options`. INVALID_ARGUMENT names the wrong flag.
absl::Status ReadTelemetryFlags(ServeOptions& options);

}  // namespace verbatim::verbatimd
