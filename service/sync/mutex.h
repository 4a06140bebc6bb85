#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "absl/base/thread_annotations.h"

namespace verbatim::sync {

// A mutex that both clang's thread-safety analysis and ThreadSanitizer understand. std::mutex has no
// annotations in libstdc++. absl::Mutex has them, but distributions ship it in a library that is not
// instrumented, so ThreadSanitizer reports a race for everything that an absl::Mutex guards.
//
// Like absl::Mutex, it supports waiting for a condition: Unlock wakes all waiting threads, which evaluate
// their conditions again. This suits a few waiters with cheap conditions, such as the two ends of a queue.
class ABSL_LOCKABLE Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void Lock() ABSL_EXCLUSIVE_LOCK_FUNCTION() { mutex_.lock(); }
  void Unlock() ABSL_UNLOCK_FUNCTION() {
    // Read this before unlocking: afterwards another thread may destroy this mutex, unless a thread waits.
    const bool awaited = waiters_ > 0;
    mutex_.unlock();
    if (awaited) changed_.notify_all();
  }

  // Unlocks and waits until `(object->*condition)()` is true. Evaluates the condition with the mutex held.
  template <typename Object>
  void Await(const Object* object, bool (Object::*condition)() const) ABSL_EXCLUSIVE_LOCKS_REQUIRED(this) {
    Wait([&](std::unique_lock<std::mutex>& lock) {
      changed_.wait(lock, [&] { return (object->*condition)(); });
    });
  }

  // Like Await, but waits for at most `timeout`.
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
    // Incremented with the mutex held, so that the thread that changes the condition later sees it in Unlock.
    ++waiters_;
    waiting(lock);
    --waiters_;
    lock.release();  // stays locked
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int waiters_ = 0;  // guarded by mutex_
};

// Wakes a single thread. Mutex::Await would wake all threads that wait for work, although one thread is
// enough. At most one thread may wait, because glibc may lose a signal if several wait (bug 25847, present in
// Debian 12).
class Condition {
 public:
  // Unlocks `mutex` and waits. May return spuriously.
  void Wait(Mutex& mutex) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    signalled_.wait(lock);
    lock.release();  // stays locked
  }
  void WakeOne() { signalled_.notify_one(); }

 private:
  std::condition_variable signalled_;
};

// Locks a mutex for its lifetime, or until Release.
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
