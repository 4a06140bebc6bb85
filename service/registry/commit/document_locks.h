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

// Keeps claims and new revisions of one document out of each other's way, so that no claim is anchored in a
// revision that is no longer the latest: claims pass together, a revision passes alone. Of this process
// alone; what another one writes meanwhile is met by what a write expects of tallies (records.h). Any thread.
class DocumentLocks {
 public:
  // Leave to write on documents, until it goes away.
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

  // `most_waiting` callers wait at a time, each of which holds its thread: a document that is revised must
  // not take those that other documents need. `patience` is longer than the largest revision takes.
  explicit DocumentLocks(int most_waiting, std::chrono::milliseconds patience = std::chrono::seconds(20))
      : most_waiting_(most_waiting), patience_(patience) {}

  // Waits until no revision of any of the documents is being recorded. Who has a pass must not ask for
  // another one. Errors: RESOURCE_EXHAUSTED, at once, if too many wait already; ABORTED after `patience`;
  // both with RetryInfo.
  absl::StatusOr<Lock> LockShared(std::vector<std::string> documents);

  // Waits until those who are inside have left, while nobody new is let in. Errors as Enter.
  absl::StatusOr<Lock> LockExclusive(const std::string& document);

 private:
  struct State {
    int inside = 0;
    bool closed = false;
  };
  // What a caller waits for, looked at with the mutex held.
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
  std::map<std::string, State> states_ ABSL_GUARDED_BY(mutex_);  // of documents that are written on
};

}  // namespace verbatim::registry
