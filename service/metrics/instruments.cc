#include "metrics/instruments.h"

namespace verbatim::metrics {

Histogram::Snapshot Histogram::snapshot() const {
  Snapshot snapshot;
  snapshot.counts.reserve(bounds_.size() + 1);
  for (size_t i = 0; i <= bounds_.size(); ++i) {
    snapshot.counts.push_back(counts_[i].load(std::memory_order_relaxed));
  }
  snapshot.sum = sum_.load(std::memory_order_relaxed);
  return snapshot;
}

std::span<const uint64_t> DurationBounds() {
  static constexpr uint64_t kBounds[] = {100'000,       250'000,       500'000,       1'000'000,
                                         2'500'000,     5'000'000,     10'000'000,    25'000'000,
                                         50'000'000,    100'000'000,   250'000'000,   500'000'000,
                                         1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};
  return kBounds;
}

std::span<const uint64_t> GroupBounds() {
  static constexpr uint64_t kBounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  return kBounds;
}

}  // namespace verbatim::metrics
