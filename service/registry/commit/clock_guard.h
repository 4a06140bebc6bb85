#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "registry/requests/environment.h"

namespace verbatim::registry {

struct ClockOptions {
  // How far the clock may be ahead of the last accepted time plus the time since.
  std::chrono::microseconds max_jump = std::chrono::hours(1);
  // The time to which the clock had jumped when an earlier process found it; nothing if it had not, or if an
  // operator has confirmed the clock since.
  std::optional<int64_t> jumped_to = std::nullopt;
  // Called when the clock is found to have jumped, with the time that it shows, and with nothing when it was
  // set back. The value must survive a restart. Runs on the committer's thread.
  std::function<void(std::optional<int64_t>)> on_change = [](std::optional<int64_t>) {};
};

// Keeps times out of the log that are far in the future, because an entry's time can never be taken back.
// Compares the wall clock with a clock that nobody can set (Environment::boot_micros). After a jump, the clock
// is refused until it is set back, or until the server is restarted with the confirmation of an operator.
//
// A clock that is already wrong when the process starts cannot be told from one that is right after the server
// was off for a while. One thread.
class ClockGuard {
 public:
  ClockGuard(const Environment& environment, ClockOptions options);

  // OK if the clock may be used; otherwise ClockJumped (status/errors.h).
  absl::Status Check();

 private:
  const Environment& environment_;
  const ClockOptions options_;
  // The last accepted time, by both clocks.
  int64_t wall_micros_;
  int64_t boot_micros_;
  std::optional<int64_t> jumped_to_;
};

}  // namespace verbatim::registry
