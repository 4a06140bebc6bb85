#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "sync/mutex.h"

namespace verbatim::registry {

// Shared and exclusive locks on documents. A write of claims takes shared locks on the documents that they
// cite; a new revision takes an exclusive lock on its document. So no claim is anchored in a revision that is
// no longer the latest. The locks hold within this process; preconditions of the writes
// (records/preconditions.h) catch conflicts with other processes. Any thread.
class DocumentLocks {
  enum class Mode { kShared, kExclusive };

 public:
  // The locks are held until this object is destroyed, on any thread.
  class Lock {
   public:
    Lock(Lock&& other) noexcept
        : locks_(std::exchange(other.locks_, nullptr)),
          documents_(std::move(other.documents_)),
          mode_(other.mode_) {}
    Lock& operator=(Lock&&) = delete;
    ~Lock();

   private:
    friend class DocumentLocks;
    Lock(DocumentLocks& locks, std::vector<std::string> documents, Mode mode)
        : locks_(&locks), documents_(std::move(documents)), mode_(mode) {}

    DocumentLocks* locks_;
    std::vector<std::string> documents_;
    Mode mode_;
  };

  // At most `max_waiting` callers wait at a time. A waiting caller blocks its thread, and calls on other
  // documents also need threads. A caller waits at most `timeout`, which must be longer than the largest
  // revision takes.
  explicit DocumentLocks(int max_waiting, std::chrono::milliseconds timeout = std::chrono::seconds(20))
      : max_waiting_(max_waiting), timeout_(timeout) {}

  // Waits until no exclusive lock is held on any of the documents. A caller that holds a lock must not take
  // another one, because that can cause a deadlock. Errors: RESOURCE_EXHAUSTED, at once, if too many callers
  // wait already; ABORTED after `timeout`; both with RetryInfo.
  absl::StatusOr<Lock> LockShared(std::vector<std::string> documents);

  // Waits until no other lock is held on the document. During this wait, new callers also wait. Returns the
  // errors of LockShared.
  absl::StatusOr<Lock> LockExclusive(const std::string& document);

 private:
  struct State {
    int shared = 0;          // number of shared locks
    bool exclusive = false;  // an exclusive lock is held, or waits for the shared ones
  };
  // What a caller waits for. Evaluated with the mutex held.
  struct WaitCondition {
    const DocumentLocks& locks;
    const std::vector<std::string>& documents;
    const std::string* FindLocked() const
        ABSL_NO_THREAD_SAFETY_ANALYSIS;  // a document with an exclusive lock, or null
    bool NoneLocked() const { return FindLocked() == nullptr; }
    // Whether the first document has no shared locks.
    bool NoneShared() const ABSL_NO_THREAD_SAFETY_ANALYSIS;
  };

  absl::Status AwaitUnlocked(const WaitCondition& condition) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Release(const Lock& lock);

  const int max_waiting_;
  const std::chrono::milliseconds timeout_;
  sync::Mutex mutex_;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, State> states_ ABSL_GUARDED_BY(mutex_);  // documents with locks
};

}  // namespace verbatim::registry
