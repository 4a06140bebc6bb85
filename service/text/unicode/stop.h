#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace verbatim::text {

// Polled by work on long texts, on the thread that works. True ends the work early, with an incomplete result that the
// caller must not use. Empty: the work is never ended.
using ShouldStop = std::function<bool()>;

// Polls once every `interval` steps, so that cheap steps do not pay for it. One thread.
class StopPoll {
 public:
  // A step is the work on a byte or so: a few nanoseconds. The default interval polls several times a millisecond.
  static constexpr int kInterval = 1 << 16;

  // `should_stop` must outlive the poll. Without it, the poll never says stop.
  explicit StopPoll(const ShouldStop& should_stop = kNever, int interval = kInterval)
      : should_stop_(should_stop), interval_(interval), left_(interval) {}

  // Counts steps. True from the first poll that says stop; `should_stop` is not called again.
  bool Step(size_t steps = 1) {
    left_ -= static_cast<int64_t>(steps);
    return left_ <= 0 && Poll();
  }
  // Polls at once.
  bool Check() { return Poll(); }

  bool stopped() const { return stopped_; }
  // Whether the work can be ended at all.
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
