#pragma once

#include <chrono>
#include <functional>
#include <utility>

#include "absl/status/status.h"

namespace verbatim::sync {

// Tells whether a caller still waits for the answer of a call. Work that may take longer than some
// milliseconds polls it and ends early. The transport creates the context. Each function that works on the
// call passes it down. Any thread may use it.
class CallContext {
 public:
  using Clock = std::chrono::system_clock;  // deadlines of calls are wall-clock times

  // A call that is never cancelled and has no deadline.
  CallContext() = default;

  // `is_cancelled` may be empty. It must be callable from any thread, cost about a microsecond at most, and outlive all
  // copies of the context.
  CallContext(std::function<bool()> is_cancelled, Clock::time_point deadline)
      : is_cancelled_(std::move(is_cancelled)), deadline_(deadline) {}

  // True once the call is cancelled or its deadline has passed.
  bool IsAbandoned() const { return (is_cancelled_ && is_cancelled_()) || IsLate(); }

  // CANCELLED or DEADLINE_EXCEEDED if the call is abandoned, otherwise OK.
  absl::Status Check() const {
    if (IsLate()) return absl::DeadlineExceededError("the deadline of the call has passed");
    if (is_cancelled_ && is_cancelled_()) return absl::CancelledError("the call was cancelled");
    return absl::OkStatus();
  }

  // Returns IsAbandoned as a plain function, for code that does not know about calls (text/). The function
  // refers to this context.
  std::function<bool()> ShouldStop() const {
    return [this] { return IsAbandoned(); };
  }

  Clock::time_point deadline() const { return deadline_; }

 private:
  bool IsLate() const { return deadline_ != Clock::time_point::max() && Clock::now() >= deadline_; }

  std::function<bool()> is_cancelled_;
  Clock::time_point deadline_ = Clock::time_point::max();
};

}  // namespace verbatim::sync
