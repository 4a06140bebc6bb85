#pragma once

#include <array>
#include <cstddef>

#include "absl/status/status.h"
#include "metrics/instruments.h"

namespace verbatim::store {

// What a backend counts about its work. Any thread.
class StoreMetrics {
 public:
  // Kinds of errors, by their codes (store.h).
  enum class Error { kUnavailable, kDataLoss, kInternal };
  static constexpr size_t kErrors = 3;

  // Counts an error of an operation. Does nothing for OK.
  void Count(const absl::Status& status) {
    if (status.ok()) return;
    errors_[static_cast<size_t>(absl::IsUnavailable(status) ? Error::kUnavailable
                                : absl::IsDataLoss(status)  ? Error::kDataLoss
                                                            : Error::kInternal)]
        .Add();
  }
  const metrics::Counter& errors(Error kind) const { return errors_[static_cast<size_t>(kind)]; }

  // Time that the storage takes to make a transaction durable: for a local database, the write of its log and
  // the fsync.
  metrics::Histogram& sync_seconds() { return sync_seconds_; }

  // Lookups of records that are read often (Store::GetCached).
  metrics::Counter& record_hits() { return record_hits_; }
  metrics::Counter& record_misses() { return record_misses_; }

 private:
  std::array<metrics::Counter, kErrors> errors_;
  metrics::Histogram sync_seconds_{metrics::DurationBounds()};
  metrics::Counter record_hits_;
  metrics::Counter record_misses_;
};

}  // namespace verbatim::store
