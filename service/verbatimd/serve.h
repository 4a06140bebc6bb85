#pragma once

#include "verbatimd/exit_code.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Serves until SIGTERM or SIGINT, then drains: calls under way finish, or are cancelled after
// `drain_timeout`. A second signal ends the process at once. Called once, by the main thread, before there is
// any other.
ExitCode Serve(ServeOptions options);

}  // namespace verbatim::verbatimd
