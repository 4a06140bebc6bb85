#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace verbatim::text {

// Work on long texts polls this function, on the thread that does the work. True ends the work early; the
// caller must not use the incomplete result. An empty function never ends the work.
using ShouldStop = std::function<bool()>;

// Polls once every `interval` steps, because a poll costs more than a cheap step. One thread.
class StopPoll {
 public:
  // A step is the work on a byte or so: a few nanoseconds. The default interval polls several times a
  // millisecond.
  static constexpr int kInterval = 1 << 16;

  // `should_stop` must outlive the poll. Without it, the poll never says stop.
  explicit StopPoll(const ShouldStop& should_stop = kNever, int interval = kInterval)
      : should_stop_(should_stop), interval_(interval), left_(interval) {}

  // Counts steps. Returns true from the first poll that says stop on; `should_stop` is not called again.
  bool Step(size_t steps = 1) {
    left_ -= static_cast<int64_t>(steps);
    return left_ <= 0 && Poll();
  }
  // Polls at once.
  bool Check() { return Poll(); }

  bool stopped() const { return stopped_; }
  // Returns whether the work can be ended at all.
  bool can_stop() const { return static_cast<bool>(should_stop_); }

 private:
  static inline const ShouldStop kNever;

  bool Poll() {
    left_ = stopped_ ? 0 : interval_;
    if (!stopped_ && should_stop_ && should_stop_()) {
      stopped_ = true;
      left_ = 0;
    }
    return stopped_;
  }

  const ShouldStop& should_stop_;
  const int interval_;
  int64_t left_;  // steps until the next poll; at most 0 after the last one
  bool stopped_ = false;
};

}  // namespace verbatim::text
