#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "absl/base/thread_annotations.h"

namespace verbatim::sync {

// A mutex that clang's thread-safety analysis and ThreadSanitizer both understand. std::mutex has no
// annotations in libstdc++, and absl::Mutex, which has them, comes from distributions in a library that is
// not instrumented: under ThreadSanitizer everything that it guards looks like a race.
//
// Like absl::Mutex it waits for conditions by itself: whoever unlocks wakes those who wait, if there are any,
// and they look at their conditions again. That suits few waiters with cheap conditions, as a queue's two
// sides.
class ABSL_LOCKABLE Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void Lock() ABSL_EXCLUSIVE_LOCK_FUNCTION() { mutex_.lock(); }
  void Unlock() ABSL_UNLOCK_FUNCTION() {
    // Looked at before: once it is unlocked another thread may destroy it, unless one waits.
    const bool awaited = waiters_ > 0;
    mutex_.unlock();
    if (awaited) changed_.notify_all();
  }

  // Waits, unlocked meanwhile, until `(object->*condition)()`, which is called with the mutex held.
  template <typename Object>
  void Await(const Object* object, bool (Object::*condition)() const) ABSL_EXCLUSIVE_LOCKS_REQUIRED(this) {
    Wait([&](std::unique_lock<std::mutex>& lock) {
      changed_.wait(lock, [&] { return (object->*condition)(); });
    });
  }

  // The same, but for at most `timeout`.
  template <typename Object>
  void AwaitFor(std::chrono::milliseconds timeout, const Object* object, bool (Object::*condition)() const)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(this) {
    Wait([&](std::unique_lock<std::mutex>& lock) {
      changed_.wait_for(lock, timeout, [&] { return (object->*condition)(); });
    });
  }

 private:
  friend class Condition;

  template <typename Waiting>
  void Wait(Waiting waiting) {
    std::unique_lock<std::mutex> lock(mutex_, std::adopt_lock);
    // Counted with the mutex held: whoever changes what is waited for unlocks after this, and sees it.
    ++waiters_;
    waiting(lock);
    --waiters_;
    lock.release();  // stays locked
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int waiters_ = 0;  // guarded by mutex_
};

// Wakes one thread, where a mutex's own waiting would wake all who wait for work that one can do. At most one
// waits: glibc may lose the signal of one thread among several (its bug 25847, which Debian 12 has).
class Condition {
 public:
  // Waits, with `mutex` unlocked meanwhile; it may return for no reason.
  void Wait(Mutex& mutex) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    signalled_.wait(lock);
    lock.release();  // stays locked
  }
  void WakeOne() { signalled_.notify_one(); }

 private:
  std::condition_variable signalled_;
};

// Holds a mutex while it lives, or until Release.
class ABSL_SCOPED_LOCKABLE MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) ABSL_EXCLUSIVE_LOCK_FUNCTION(mutex) : mutex_(&mutex) { mutex_->Lock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;
  ~MutexLock() ABSL_UNLOCK_FUNCTION() {
    if (mutex_ != nullptr) mutex_->Unlock();
  }

  void Release() ABSL_UNLOCK_FUNCTION() {
    mutex_->Unlock();
    mutex_ = nullptr;
  }

 private:
  Mutex* mutex_;
};

}  // namespace verbatim::sync
