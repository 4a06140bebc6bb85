#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace verbatim::test {

// Steps that one thread takes, counted for another that waits until they stall, as a writer does whose
// messages nobody reads.
class Progress {
 public:
  void Step() {
    std::lock_guard lock(mutex_);
    ++steps_;
    changed_.notify_all();
  }

  // The number of steps once there are some and none has followed for `pause`. Nothing if steps still follow
  // after a minute.
  std::optional<int> AwaitStall(std::chrono::milliseconds pause) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    std::unique_lock lock(mutex_);
    for (int seen = 0; std::chrono::steady_clock::now() < deadline; seen = steps_) {
      const bool stepped = changed_.wait_for(lock, pause, [&] { return steps_ != seen; });
      if (!stepped && seen > 0) return seen;
    }
    return std::nullopt;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int steps_ = 0;
};

}  // namespace verbatim::test
