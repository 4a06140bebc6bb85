#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace verbatim::test {

// Counts the steps of one thread. Another thread can wait until no more steps follow. For example, a writer
// makes no more steps if nobody reads its messages.
class Progress {
 public:
  void Step() {
    std::lock_guard lock(mutex_);
    ++steps_;
    changed_.notify_all();
  }

  // Waits for a first step, and then until no step has followed for `pause`. Returns the number of steps;
  // nothing if steps still follow after a minute.
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
