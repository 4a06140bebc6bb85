#pragma once

#include "absl/status/status.h"
#include "cli/output/exit_code.h"

namespace verbatim::cli {

// Says on standard error why an import ended early, if it did, and that it may be run again. Returns its exit
// code: `failed` if the stream ended with the error `status`, kInterrupted after Ctrl-C, or else `items`, the
// worst of its items.
ExitCode ExitCodeOfImport(const absl::Status& status, ExitCode failed, ExitCode items);

}  // namespace verbatim::cli
