#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "sync/mutex.h"

namespace verbatim::sync {

// Threads for work that blocks or takes long. The threads of a transport must not do such work. Any thread.
//
// Tasks start in the order in which they were submitted, with one exception. Heavy tasks may hold a thread
// for seconds, so a heavy task waits while `heavy_threads` heavy tasks run. The remaining threads run other
// tasks.
class Executor {
 public:
  using Task = absl::AnyInvocable<void() &&>;
  enum class Weight : uint8_t { kNormal, kHeavy };

  // Gets the time that a task has waited, when it starts. On the task's thread; must not block.
  using OnStart = std::function<void(Weight weight, std::chrono::nanoseconds waited)>;

  // Runs tasks on `threads` threads, at most `heavy_threads` heavy tasks at a time. At most `queue_limit`
  // tasks of each weight wait.
  Executor(int threads, int heavy_threads, size_t queue_limit, OnStart on_start = nullptr);
  // Runs the waiting tasks, then stops. Nothing may be submitted any more.
  ~Executor();

  // Submits a task. Returns false and does nothing if too many tasks of this weight wait.
  bool TrySubmit(Task task, Weight weight = Weight::kNormal);

  // Always takes the task. Use it only for tasks whose number is bounded in another way, such as one per
  // stream.
  void Submit(Task task);

  size_t threads() const { return threads_.size(); }

  // Numbers of tasks at this moment.
  struct Load {
    size_t waiting_normal = 0;
    size_t waiting_heavy = 0;
    int running = 0;
  };
  Load load();

 private:
  // A thread that waits for a task.
  struct Sleeper {
    bool woken = false;
    Condition wake;
  };
  struct Waiting {
    Task task;
    uint64_t number = 0;                                   // position in the order of submission
    std::chrono::steady_clock::time_point submitted = {};  // set if there is an `on_start_`
  };

  void Run();
  void Push(std::deque<Waiting>& queue, Task task) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Returns the queue whose first task is to start next; null if none can start.
  std::deque<Waiting>* NextQueue() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Sleep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WakeOneIfAsleep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WakeLast() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int heavy_threads_;
  const size_t queue_limit_;
  const OnStart on_start_;
  Mutex mutex_;
  std::deque<Waiting> normal_ ABSL_GUARDED_BY(mutex_);
  std::deque<Waiting> heavy_ ABSL_GUARDED_BY(mutex_);
  uint64_t submitted_ ABSL_GUARDED_BY(mutex_) = 0;
  int heavy_running_ ABSL_GUARDED_BY(mutex_) = 0;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
  // The thread that fell asleep last is woken first: its stack is still in the processor's cache.
  std::vector<Sleeper*> asleep_ ABSL_GUARDED_BY(mutex_);
  // One thread is woken at a time, and wakes the next one if there is work for it. Waking takes longer than
  // most tasks, and meanwhile the threads that are awake do those tasks.
  bool waking_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace verbatim::sync
