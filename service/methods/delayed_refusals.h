#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "methods/method.h"
#include "sync/mutex.h"
#include "sync/ticker.h"

namespace verbatim::methods {

// Refuses calls a moment later. A caller who calls again as soon as a call is refused would otherwise take as much of
// the processors as one who is served. Any thread.
class DelayedRefusals {
 public:
  DelayedRefusals() : ticker_(kInterval, [this] { AnswerDue(); }) {}
  // All calls must have been answered.
  ~DelayedRefusals() = default;

  // Calls `done` with this status after about kDelay, or at once if too many calls wait.
  void Refuse(UnaryDone done, absl::Status status);

 private:
  static constexpr std::chrono::milliseconds kDelay{100};
  static constexpr std::chrono::milliseconds kInterval{20};
  // A waiting call takes some kilobytes of its transport.
  static constexpr size_t kMaxWaiting = 1024;

  struct Waiting {
    std::chrono::steady_clock::time_point due;
    UnaryDone done;
    absl::Status status;
  };
  void AnswerDue();

  sync::Mutex mutex_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);  // in the order of `due`
  sync::Ticker ticker_;                                  // last member: uses the others
};

}  // namespace verbatim::methods
