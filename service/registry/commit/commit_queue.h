#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "registry/commit/clock_guard.h"
#include "registry/commit/commit_metrics.h"
#include "registry/requests/environment.h"
#include "registry/requests/limits.h"
#include "store/store.h"
#include "sync/mutex.h"
#include "tracing/span.h"

namespace verbatim::registry {

// What to do with a write if the queue is full.
enum class WhenFull {
  kRefuse,  // RESOURCE_EXHAUSTED: for a single call, which the caller can retry
  kWait,    // block until there is room: for a stream, which is slowed down
};

// The only way to write to the store. Writes wait in order. One committer thread commits all waiting writes in one transaction (group commit), so that they share
// the cost of a synchronous commit. Any thread may submit.
class CommitQueue {
 public:
  using Done = absl::AnyInvocable<void(absl::StatusOr<store::WriteResult>) &&>;

  // Called on the committer thread. May be empty. Must not block.
  struct Listeners {
    // Called after writes were committed.
    std::function<void()> on_commit;
    // Called when the store becomes unavailable for writes (false) or available again (true). The store is
    // assumed to be available at first.
    std::function<void(bool)> on_availability;
  };

  // `environment` must outlive the queue.
  CommitQueue(store::Store& store, const Environment& environment, const Limits& limits, ClockOptions clock,
              Listeners listeners);

  // Commits the waiting writes, then stops. Nothing may be submitted once the destructor has begun.
  ~CommitQueue();

  // Calls `done` when the write is durable or has failed. The call is on a thread of the queue, or on the
  // calling thread if the queue is full. `done` must not block. `done` gets only errors that a caller may see
  // (status/errors.h).
  void Submit(store::Write write, WhenFull when_full, Done done);

  // Submits with WhenFull::kRefuse, and blocks until the write is durable or has failed.
  absl::StatusOr<store::WriteResult> SubmitAndWait(store::Write write);

  // The writes that wait at this moment.
  struct Load {
    size_t writes = 0;
    size_t bytes = 0;
  };
  Load load();
  const CommitMetrics& metrics() const { return metrics_; }

 private:
  struct Waiting {
    store::Write write;
    Done done;
    size_t bytes = 0;
    std::chrono::steady_clock::time_point arrived = {};
    tracing::SpanParent span = {};  // of the call
  };

  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HasWorkOrEnds() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Returns the next group. The group is empty at the end, and for a probe of an unavailable store.
  std::vector<Waiting> TakeGroup(bool store_available, bool& ends);
  void Run();
  // Commits a group and answers its writes. Returns false if the store is unavailable.
  bool CommitGroup(std::vector<Waiting> group);
  // Records the wait and the commit in the traces of the calls of a group. `start` and `end` are those of the commit.
  static void Trace(const std::vector<Waiting>& group, std::chrono::steady_clock::time_point start,
                    std::chrono::steady_clock::time_point end, bool failed);
  // A committed group whose writes are not answered yet.
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
  CommitMetrics metrics_;

  ClockGuard clock_;  // used by the committer only

  sync::Mutex mutex_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;

  // A large group is answered on its own thread while the next group is being committed. At most one group
  // waits for that thread.
  sync::Mutex answers_mutex_;
  std::optional<Committed> to_answer_ ABSL_GUARDED_BY(answers_mutex_);
  bool answers_end_ ABSL_GUARDED_BY(answers_mutex_) = false;

  // Last: the threads use all other members.
  std::thread answerer_;
  std::thread committer_;
};

}  // namespace verbatim::registry
