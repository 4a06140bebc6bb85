#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "registry/registry.h"

namespace verbatim::verbatimd {

struct ClockMarkOptions {
  std::string mark_file;    // PATH.clock: exists while the clock is refused
  absl::Duration max_jump;  // --max_clock_jump
  // --confirm_clock: the time by a trusted clock.
  std::optional<absl::Time> confirmed = std::nullopt;
};

// Makes the options of the guard of the clock. A file remembers a jump of the clock, so that a restart alone
// does not accept it. Logs jumps. FAILED_PRECONDITION if the confirmed time and the clock disagree;
// UNAVAILABLE if the file cannot be read or removed.
absl::StatusOr<registry::ClockOptions> OpenClock(const ClockMarkOptions& options);

}  // namespace verbatim::verbatimd
