#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "metrics/exposition.h"
#include "metrics/instruments.h"
#include "sync/mutex.h"

namespace verbatim::metrics {

// What is counted about the calls of one method. Any thread.
class MethodMetrics {
 public:
  explicit MethodMetrics(std::string name) : name_(std::move(name)) {}

  void Begin() { in_flight_.fetch_add(1, std::memory_order_relaxed); }
  // Counts the end of a call that has begun.
  void End(absl::StatusCode code, std::chrono::nanoseconds duration, size_t request_bytes,
           size_t response_bytes);

 private:
  friend class CallMetrics;

  static constexpr size_t kCodes = 17;  // of gRPC: 0, OK, to 16, UNAUTHENTICATED

  const std::string name_;
  std::atomic<int64_t> in_flight_{0};
  std::array<Counter, kCodes> handled_;
  Histogram seconds_{DurationBounds()};
  Counter request_bytes_;
  Counter response_bytes_;
};

// The metrics of all calls, by method, and of refused calls, by reason. Any thread.
class CallMetrics {
 public:
  // `methods` are full names, such as verbatim.v1.ClaimService.GetClaim.
  explicit CallMetrics(const std::vector<std::string>& methods);

  // The metrics of the method at this position in the list.
  MethodMetrics& of(size_t method) { return methods_[method]; }

  // Counts a call that ended with an error with this reason (google.rpc.ErrorInfo). Takes a lock; errors are
  // rarer and cost more than reads.
  void CountRefusal(std::string_view reason) ABSL_LOCKS_EXCLUDED(mutex_);

  void Collect(Families& families) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  std::deque<MethodMetrics> methods_;  // does not move its elements
  mutable sync::Mutex mutex_;
  std::map<std::string, uint64_t, std::less<>> refusals_ ABSL_GUARDED_BY(mutex_);  // by reason
};

}  // namespace verbatim::metrics
