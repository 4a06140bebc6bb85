#include "sync/parallel_for.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::sync {
namespace {

// The calls of one loop. Shared with helpers, because one that starts late finds nothing left to do and may outlive the
// loop.
class Loop {
 public:
  Loop(size_t count, const std::function<void(size_t)>& work) : count_(count), work_(work) {}

  // Makes the calls that no other thread has begun.
  void Work() {
    size_t worked = 0;
    for (size_t index = next_++; index < count_; index = next_++, ++worked) work_(index);
    if (worked == 0) return;
    MutexLock lock(mutex_);
    done_ += worked;
  }

  void Await() {
    MutexLock lock(mutex_);
    mutex_.Await(this, &Loop::IsDone);
  }

 private:
  bool IsDone() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return done_ == count_; }

  const size_t count_;
  const std::function<void(size_t)>& work_;  // lives as long as calls are left
  std::atomic<size_t> next_ = 0;
  Mutex mutex_;
  size_t done_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace

void ParallelFor(Executor& helpers, size_t count, const std::function<void(size_t index)>& work) {
  if (count == 0) return;
  auto loop = std::make_shared<Loop>(count, work);
  const size_t wanted = std::min(count - 1, helpers.threads());
  for (size_t i = 0; i < wanted; ++i) {
    if (!helpers.TrySubmit([loop] { loop->Work(); })) break;
  }
  loop->Work();
  loop->Await();
}

}  // namespace verbatim::sync
