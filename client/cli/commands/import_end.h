#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "cli/output/exit_code.h"

namespace verbatim::cli {

inline constexpr std::string_view kRepeatImport =
    "run the import again: a repeated import records nothing twice";

// Says on standard error why an import ended early, if it did. `repeat` says how to repeat it. Returns its exit
// code: `failed` if the stream ended with the error `status`, kInterrupted after Ctrl-C, or else `items`, the
// worst of its items.
ExitCode ExitCodeOfImport(const absl::Status& status, ExitCode failed, ExitCode items,
                          std::string_view repeat = kRepeatImport);

}  // namespace verbatim::cli
