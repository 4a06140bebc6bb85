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
      thread_local int reads_since_long = kMany;
      const auto end = Clock::now();
      if (end - start_ < kLong) {
        ++reads_since_long;
        return;
      }
      // A thread that loses its processor to others looks the same from here, but seldom does so within a few
      // reads.
      if (reads_since_long < kMany) {
        pace_.slow_until_.store((end + kWhile).time_since_epoch().count(), std::memory_order_relaxed);
      }
      reads_since_long = 0;
    }

   private:
    Pace& pace_;
    const std::chrono::steady_clock::time_point start_;
  };

 private:
  using Clock = std::chrono::steady_clock;

  // Hundreds of times what a read from memory takes.
  static constexpr std::chrono::milliseconds kLong{2};
  // Reads between two long ones from which on those are exceptions. Where processors are short a thread loses
  // its own once in some hundred reads, which is no reason to hand all of them over.
  static constexpr int kMany = 8;
  static constexpr std::chrono::milliseconds kWhile{100};

  std::atomic<Clock::rep> slow_until_ = 0;
};

}  // namespace verbatim::rpc
