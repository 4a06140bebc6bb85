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

// Shared and exclusive locks on documents. Writes of claims share the documents that they cite; a new
// revision has its document exclusively. So no claim is anchored in a revision that is no longer the latest.
// The locks hold within this process; preconditions of the writes (records/preconditions.h) catch conflicts
// with other processes. Any thread.
class DocumentLocks {
 public:
  // Held until it is destroyed, on any thread.
  class Lock {
   public:
    Lock(Lock&& other) noexcept
        : gate_(std::exchange(other.gate_, nullptr)),
          documents_(std::move(other.documents_)),
          alone_(other.alone_) {}
    Lock& operator=(Lock&&) = delete;
    ~Lock();

   private:
    friend class DocumentLocks;
    Lock(DocumentLocks& gate, std::vector<std::string> documents, bool alone)
        : gate_(&gate), documents_(std::move(documents)), alone_(alone) {}

    DocumentLocks* gate_;
    std::vector<std::string> documents_;
    bool alone_ = false;
  };

  // At most `most_waiting` callers wait at a time, because each blocks its thread: the revision of one
  // document must not block the threads that calls on other documents need. `patience` is how long a caller
  // waits: longer than the largest revision takes.
  explicit DocumentLocks(int most_waiting, std::chrono::milliseconds patience = std::chrono::seconds(20))
      : most_waiting_(most_waiting), patience_(patience) {}

  // Waits until no exclusive lock is held on any of the documents. A caller that holds a lock must not take
  // another one: that can deadlock. Errors: RESOURCE_EXHAUSTED, at once, if too many callers wait already;
  // ABORTED after `patience`; both with RetryInfo.
  absl::StatusOr<Lock> LockShared(std::vector<std::string> documents);

  // Waits until no other lock is held on the document. New callers wait meanwhile. Errors as LockShared.
  absl::StatusOr<Lock> LockExclusive(const std::string& document);

 private:
  struct State {
    int inside = 0;       // shared locks
    bool closed = false;  // an exclusive lock is held or waits for the shared ones
  };
  // What a caller waits for. Evaluated with the mutex held.
  struct WaitCondition {
    const DocumentLocks& gate;
    const std::vector<std::string>& documents;
    const std::string* FindClosed() const ABSL_NO_THREAD_SAFETY_ANALYSIS;  // nullptr if all are open
    bool AllOpen() const { return FindClosed() == nullptr; }
    bool NobodyInside() const ABSL_NO_THREAD_SAFETY_ANALYSIS;
  };

  absl::Status AwaitOpen(const WaitCondition& wish) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Leave(const Lock& pass);

  const int most_waiting_;
  const std::chrono::milliseconds patience_;
  sync::Mutex mutex_;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, State> states_ ABSL_GUARDED_BY(mutex_);  // of documents with locks
};

}  // namespace verbatim::registry
