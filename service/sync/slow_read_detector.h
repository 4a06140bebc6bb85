#pragma once

#include <atomic>
#include <chrono>

namespace verbatim::sync {

// Tells whether small reads are quick at present. While small reads are quick, gRPC's own few threads do
// them, because handing a call over to another thread costs several times as much as reading a claim from
// memory. When many of a thread's reads take long, for example because a disk stalls, all reads go to the
// executor for a while. Any thread.
class SlowReadDetector {
 public:
  bool IsQuick() const {
    return Clock::now().time_since_epoch().count() >= slow_until_.load(std::memory_order_relaxed);
  }

  // Watches one read.
  class ScopedTimer {
   public:
    explicit ScopedTimer(SlowReadDetector& detector) : detector_(detector), start_(Clock::now()) {}
    ScopedTimer(const ScopedTimer&) = delete;
    ScopedTimer& operator=(const ScopedTimer&) = delete;
    ~ScopedTimer() {
      // Long reads increase the strain, and quick reads reduce it.
      thread_local int strain = 0;
      const auto end = Clock::now();
      if (end - start_ < kSlowRead) {
        if (strain > 0) --strain;
        return;
      }
      strain += kStrainOfSlowRead;
      if (strain <= kStrainLimit) return;
      strain = 0;
      detector_.slow_until_.store((end + kBackoff).time_since_epoch().count(), std::memory_order_relaxed);
    }

   private:
    SlowReadDetector& detector_;
    const std::chrono::steady_clock::time_point start_;
  };

 private:
  using Clock = std::chrono::steady_clock;

  // Hundreds of times the duration of a read from memory.
  static constexpr std::chrono::milliseconds kSlowRead{2};
  // Three long reads are too many if only a few quick reads lie between them. If a thread loses its processor
  // to others, its read also looks long. Where processors are scarce, a read loses its processor once in some
  // hundred reads. Where the disk stalls, every read that is not answered from memory is long.
  static constexpr int kStrainOfSlowRead = 8;
  static constexpr int kStrainLimit = 2 * kStrainOfSlowRead;
  static constexpr std::chrono::milliseconds kBackoff{100};

  std::atomic<Clock::rep> slow_until_ = 0;
};

}  // namespace verbatim::sync
