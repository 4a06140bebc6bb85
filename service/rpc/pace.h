#pragma once

#include <atomic>
#include <chrono>

namespace verbatim::rpc {

// Whether small reads are quick just now, so that gRPC's own few threads may do them: handing a call over to
// another thread costs several times what reading a claim from memory does. When many of a thread's reads
// take long, as from a disk that stalls, all reads go to the executor for a while. Any thread.
class Pace {
 public:
  bool IsQuick() const {
    return Clock::now().time_since_epoch().count() >= slow_until_.load(std::memory_order_relaxed);
  }

  // Watches one read.
  class Watch {
   public:
    explicit Watch(Pace& pace) : pace_(pace), start_(Clock::now()) {}
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() {
      // What long reads add and quick ones take off again.
      thread_local int strain = 0;
      const auto end = Clock::now();
      if (end - start_ < kLong) {
        if (strain > 0) --strain;
        return;
      }
      strain += kStrainOfLong;
      if (strain <= kMostStrain) return;
      strain = 0;
      pace_.slow_until_.store((end + kWhile).time_since_epoch().count(), std::memory_order_relaxed);
    }

   private:
    Pace& pace_;
    const std::chrono::steady_clock::time_point start_;
  };

 private:
  using Clock = std::chrono::steady_clock;

  // Hundreds of times what a read from memory takes.
  static constexpr std::chrono::milliseconds kLong{2};
  // Three long reads with fewer quick ones between them are too many. A thread that loses its processor to
  // others looks the same from here, but where processors are short that happens once in some hundred reads;
  // where the disk stalls, to every read that is not answered from memory.
  static constexpr int kStrainOfLong = 8;
  static constexpr int kMostStrain = 2 * kStrainOfLong;
  static constexpr std::chrono::milliseconds kWhile{100};

  std::atomic<Clock::rep> slow_until_ = 0;
};

}  // namespace verbatim::rpc
