#pragma once

#include <functional>

namespace verbatim::text {

// Polled by work on long texts. True ends the work early, with an incomplete result that the caller must not use. Empty:
// the work is never ended.
using ShouldStop = std::function<bool()>;

// Polls once every `interval` steps, so that cheap steps do not pay for it. One thread.
class StopPoll {
 public:
  // `should_stop` must outlive the poll.
  StopPoll(const ShouldStop& should_stop, int interval) : should_stop_(should_stop), interval_(interval) {}

  // Counts a step. True from the first poll that says stop.
  bool Step() {
    if (stopped_ || !should_stop_ || ++steps_ < interval_) return stopped_;
    steps_ = 0;
    stopped_ = should_stop_();
    return stopped_;
  }
  bool stopped() const { return stopped_; }

 private:
  const ShouldStop& should_stop_;
  const int interval_;
  int steps_ = 0;
  bool stopped_ = false;
};

}  // namespace verbatim::text
