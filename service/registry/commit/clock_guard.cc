#include "registry/commit/clock_guard.h"

#include <utility>

#include "status/errors.h"

namespace verbatim::registry {

ClockGuard::ClockGuard(const Environment& environment, ClockOptions options)
    : environment_(environment),
      options_(std::move(options)),
      wall_micros_(environment.now_micros()),
      boot_micros_(environment.boot_micros()),
      jumped_to_(options_.jumped_to) {}

absl::Status ClockGuard::Check() {
  const int64_t wall = environment_.now_micros();
  const int64_t boot = environment_.boot_micros();
  if (jumped_to_ && wall >= *jumped_to_) return ClockJumped();
  if (jumped_to_) {
    jumped_to_.reset();
    options_.on_change(std::nullopt);
  } else if (wall > wall_micros_ + (boot - boot_micros_) + options_.max_jump.count()) {
    jumped_to_ = wall;
    options_.on_change(wall);
    return ClockJumped();
  }
  wall_micros_ = wall;
  boot_micros_ = boot;
  return absl::OkStatus();
}

}  // namespace verbatim::registry
