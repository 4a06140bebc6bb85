#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "registry/requests/limits.h"
#include "store/store.h"
#include "sync/mutex.h"

namespace verbatim::registry {

// What to do with a write for which the queue has no room.
enum class WhenFull {
  kRefuse,  // RESOURCE_EXHAUSTED: for a caller who can come again
  kWait,    // until there is room: for a stream, which is slowed down by it
};

// The one way into the store: writes wait here, in order, for the one committer thread, which commits all
// that wait in one transaction (group commit), so that the cost of a synchronous commit is shared. Any thread
// may submit.
class CommitQueue {
 public:
  using Done = absl::AnyInvocable<void(absl::StatusOr<store::WriteResult>) &&>;

  // Called on the committer thread, if not empty. They must not block.
  struct Listeners {
    // After writes were committed.
    std::function<void()> on_commit;
    // With whether the store can be written to, each time that this changes. It is taken to be available at
    // first.
    std::function<void(bool)> on_availability;
  };

  CommitQueue(store::Store& store, const Limits& limits, Listeners listeners);

  // Commits what waits, then stops. Nothing may be submitted any more.
  ~CommitQueue();

  // Once the write is durable, or refused, `done` is called: on a thread of the queue's, or on this one if
  // the queue has no room. It must not block. Errors are those that a caller may see (errors.h).
  void Submit(store::Write write, WhenFull when_full, Done done);

  // The same, for one who can wait.
  absl::StatusOr<store::WriteResult> SubmitAndWait(store::Write write);

 private:
  struct Waiting {
    store::Write write;
    Done done;
    size_t bytes = 0;
  };

  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HasWorkOrEnds() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // The next group; empty if the store is away and nothing came for a while, or at the end.
  std::vector<Waiting> TakeGroup(bool store_available, bool& ends);
  void Run();
  // Commits a group and has it answered. False if the store is away.
  bool CommitGroup(std::vector<Waiting> group);

  // What was committed and is to be answered.
  struct Committed {
    std::vector<Waiting> group;
    std::vector<store::WriteResult> results;
  };
  static void AnswerAll(Committed committed);
  bool HasNoneToAnswer() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(answers_mutex_);
  bool HasAnyToAnswerOrEnds() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(answers_mutex_);
  void RunAnswers();

  store::Store& store_;
  const size_t max_writes_;
  const size_t max_bytes_;
  const Listeners listeners_;

  sync::Mutex mutex_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;

  // A large group is answered while the next one is being committed; at most one waits for it.
  sync::Mutex answers_mutex_;
  std::optional<Committed> to_answer_ ABSL_GUARDED_BY(answers_mutex_);
  bool answers_end_ ABSL_GUARDED_BY(answers_mutex_) = false;

  // Last: they start when all else is there.
  std::thread answerer_;
  std::thread committer_;
};

}  // namespace verbatim::registry
