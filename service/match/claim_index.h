#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "match/index/index.h"
#include "match/log_pages.h"
#include "registry/registry.h"
#include "sync/call_context.h"
#include "sync/erasable_caches.h"
#include "sync/mutex.h"

namespace verbatim::match {

// The index of all claims, and searches in it. Its thread follows the log like any watcher, and resumes after
// a restart where the index ends. An index that is damaged, of another version or of another log is deleted
// and rebuilt. While the disk is full or fails, the thread retries.
//
// Any thread.
class ClaimIndex {
 public:
  // An event to report to the operator.
  struct Event {
    enum class Kind {
      kRebuilding,   // the index is being rebuilt; `detail` says why
      kProgress,     // at intervals during a build
      kReady,        // the build reached the size that the log had at the start
      kUnavailable,  // the index cannot be used now; `detail` says why
      kAvailable,    // the index can be used again
    };
    Kind kind;
    std::string detail;
    int64_t index_size = 0;  // indexed entries of the log
    int64_t log_size = 0;    // entries of the log
  };

  struct Options {
    std::string folder;
    std::function<void(const Event&)> on_event = [](const Event&) {};
    // Minimum time between two commits, unless a search waits for one. A new entry may take this long to
    // become searchable, and longer while many arrive.
    std::chrono::milliseconds commit_interval{200};
    // How long a search waits for the entries that it requires.
    std::chrono::milliseconds patience{2000};
    // Delay before a retry after a failure.
    std::chrono::milliseconds retry_interval{1000};
  };

  // `registry` must outlive this object.
  ClaimIndex(registry::Registry& registry, Options options);
  ~ClaimIndex();

  // Exclusive use of a reader. Destroying the lease returns the reader to the pool.
  class Lease {
   public:
    Lease(Lease&&) = default;
    ~Lease();
    IndexReader& operator*() { return *reader_; }
    IndexReader* operator->() { return reader_.get(); }
    // In which what the reader returns may enter a cache.
    sync::ErasableCaches::Epoch epoch() const { return epoch_; }

   private:
    friend class ClaimIndex;
    Lease(ClaimIndex& index, std::unique_ptr<IndexReader> reader, int generation,
          sync::ErasableCaches::Epoch epoch)
        : index_(&index), reader_(std::move(reader)), generation_(generation), epoch_(epoch) {}

    ClaimIndex* index_;
    std::unique_ptr<IndexReader> reader_;
    int generation_;
    sync::ErasableCaches::Epoch epoch_;
  };

  // Returns a reader of the latest state. Waits up to `patience` until the first `min_log_size` entries of
  // the log are indexed. OUT_OF_RANGE naming `field` if the log has fewer entries; UNAVAILABLE with reason
  // INDEX_NOT_READY if the index is not ready or does not cover these entries in time; CANCELLED or
  // DEADLINE_EXCEEDED if the call is abandoned during the wait.
  absl::StatusOr<Lease> Read(int64_t min_log_size, std::string_view field,
                             const sync::CallContext& context = {});

  // Waits without a timeout until the index covers all entries that the log had at the start. Returns the
  // number of indexed entries. UNAVAILABLE if the index cannot be read or written.
  absl::StatusOr<int64_t> AwaitBuilt();

  // The number of log entries that are searchable.
  int64_t indexed_entries() const;

  // Returns the status that a caller gets for a reader's error. DATA_LOSS also triggers a rebuild.
  absl::Status Failed(const absl::Status& error);

 private:
  enum class State {
    kStarting,     // lacks a few of the entries that the log had when the index was opened
    kBuilding,     // lacks many of those entries
    kReady,        // has all of those entries
    kUnavailable,  // cannot be read or written
  };
  // The condition that Read waits for. Evaluated with `mutex_` held.
  struct WaitCondition {
    const ClaimIndex& index;
    int64_t size;
    bool IsSettled() const ABSL_NO_THREAD_SAFETY_ANALYSIS;
  };
  bool IsBuiltOrFailed() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return state_ == State::kReady || state_ == State::kUnavailable;
  }

  void Run();
  // Opens the index, creating it if needed, and updates it from the log until something fails.
  absl::Status Follow();
  // Updates the index from the log until something fails, the object is destroyed, or a compaction is due.
  absl::Status FollowWith(IndexWriter& writer);
  // Rests after work on some entries, in proportion to the time that it took, as long as claims are being recorded and
  // no search waits. `put` is the number of entries that were read. Returns whether nothing was being recorded.
  absl::StatusOr<bool> RestWhileWritten(std::chrono::milliseconds worked, int64_t put);
  // Publishes how many log entries are searchable. `goal` is the size of the log at the start. `reported` is
  // the size last reported to the operator.
  void SetPosition(int64_t size, int64_t goal, int64_t& reported);
  // Returns whether `position` is a position of this log.
  absl::StatusOr<bool> BelongsToLog(const IndexPosition& position);
  absl::Status Rebuild(const absl::Status& why);
  absl::Status Commit(IndexWriter& writer, const IndexPosition& position);
  // Waits until `condition` is settled, up to `patience`. CANCELLED or DEADLINE_EXCEEDED if the call is
  // abandoned during the wait.
  absl::Status Await(const WaitCondition& condition, const sync::CallContext& context)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::unique_ptr<IndexReader>> OpenReader();
  absl::Status CompactFiles();
  absl::Status NotReady(std::string_view why);

  bool IsUrgent() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return index_size_ < wanted_ || ending_ || damaged_;
  }
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return announced_ || ending_ || damaged_; }
  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_; }

  registry::Registry& registry_;
  const Options options_;
  LogPages pages_;  // read by one thread at a time

  sync::Mutex commit_mutex_;  // held during a commit, and during a read that must not overlap one

  mutable sync::Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kStarting;
  int64_t index_size_ ABSL_GUARDED_BY(mutex_) = 0;  // searchable entries of the log
  int64_t wanted_ ABSL_GUARDED_BY(mutex_) = 0;      // the largest size that a search waits for
  bool announced_ ABSL_GUARDED_BY(mutex_) = false;
  bool damaged_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  int generation_ ABSL_GUARDED_BY(mutex_) = 0;  // incremented when the files are replaced
  std::vector<std::unique_ptr<IndexReader>> idle_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::match
