#pragma once

#include "absl/status/status.h"

namespace verbatim::verbatimd {

// Sets each flag whose variable VERBATIMD_NAME is in the environment, such as --http_listen from
// VERBATIMD_HTTP_LISTEN. Call it before the command line is parsed, which then overrides it. Ignores other
// variables that begin so, because container platforms make such variables of the names of services.
// INVALID_ARGUMENT names the variable whose value is wrong.
absl::Status ReadEnvironment();

}  // namespace verbatim::verbatimd
