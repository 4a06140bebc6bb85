#pragma once

#include "verbatimd/exit_code.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Serves until SIGTERM or SIGINT, then drains: waits for calls in progress, and cancels them after
// `drain_timeout`. A second signal ends the process at once. Call it once, on the main thread, before any
// other thread starts, because all threads must inherit its signal mask.
ExitCode Serve(ServeOptions options);

}  // namespace verbatim::verbatimd
