#pragma once

#include <cstddef>
#include <deque>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "sync/mutex.h"

namespace verbatim::sync {

// Threads for work that blocks or takes long, which gRPC's own threads must not do. Any thread.
class Executor {
 public:
  using Task = absl::AnyInvocable<void() &&>;

  // `threads` of them, and room for `queue_limit` tasks that wait.
  Executor(int threads, size_t queue_limit);
  // Runs what waits, then stops. Nothing may be submitted any more.
  ~Executor();

  // False, with nothing done, if too many tasks wait.
  bool TrySubmit(Task task);

  // For tasks whose number has a bound of its own, as one a stream: always takes the task.
  void Submit(Task task);

 private:
  // A thread that has nothing to do.
  struct Sleeper {
    bool woken = false;
    Condition wake;
  };

  void Run();
  void Sleep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WakeOneIfAsleep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WakeLast() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t queue_limit_;
  Mutex mutex_;
  std::deque<Task> tasks_ ABSL_GUARDED_BY(mutex_);
  // Who fell asleep last is woken first: its stack is still in the processor's cache.
  std::vector<Sleeper*> asleep_ ABSL_GUARDED_BY(mutex_);
  // One thread is woken at a time, and wakes the next if there is work for it: to be woken takes longer than
  // most tasks do, and whoever is awake does them meanwhile.
  bool waking_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace verbatim::sync
