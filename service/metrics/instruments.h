#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

// What the service counts. An instrument costs one to three relaxed atomic additions, takes no lock and
// allocates nothing after its construction. Any thread.
namespace verbatim::metrics {

// A number that only grows.
class Counter {
 public:
  void Add(uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_{0};
};

// How often each size of something was observed. Sizes are integers in the unit of the bounds.
class Histogram {
 public:
  // `bounds` are the greatest sizes of the buckets, in ascending order. A last bucket takes everything that
  // is larger. `bounds` must outlive the histogram.
  explicit Histogram(std::span<const uint64_t> bounds)
      : bounds_(bounds), counts_(std::make_unique<std::atomic<uint64_t>[]>(bounds.size() + 1)) {}

  void Observe(uint64_t size) {
    size_t bucket = 0;
    while (bucket < bounds_.size() && size > bounds_[bucket]) ++bucket;
    counts_[bucket].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(size, std::memory_order_relaxed);
  }
  // For a histogram of durations, whose bounds are nanoseconds.
  void Observe(std::chrono::nanoseconds duration) {
    Observe(static_cast<uint64_t>(duration.count() < 0 ? 0 : duration.count()));
  }

  struct Snapshot {
    std::vector<uint64_t> counts;  // by bucket, not cumulative; one more than there are bounds
    uint64_t sum = 0;              // may include sizes that `counts` does not have yet
  };
  Snapshot snapshot() const;
  std::span<const uint64_t> bounds() const { return bounds_; }

 private:
  const std::span<const uint64_t> bounds_;
  const std::unique_ptr<std::atomic<uint64_t>[]> counts_;
  std::atomic<uint64_t> sum_{0};
};

// Buckets of durations, 0.1 ms to 10 s. Reads from memory take less than the first bound, and a call of more
// than ten seconds is one on the largest texts.
std::span<const uint64_t> DurationBounds();
// Buckets of numbers of things that are done together: powers of two up to 1,024.
std::span<const uint64_t> GroupBounds();

// Observes the time from its construction to its destruction.
class ScopedTimer {
 public:
  explicit ScopedTimer(Histogram& histogram) : histogram_(histogram) {}
  ScopedTimer(const ScopedTimer&) = delete;
  ScopedTimer& operator=(const ScopedTimer&) = delete;
  ~ScopedTimer() { histogram_.Observe(std::chrono::steady_clock::now() - start_); }

 private:
  Histogram& histogram_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace verbatim::metrics
