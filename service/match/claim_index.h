#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "match/index/claim_entry.h"
#include "match/index/index.h"
#include "registry/registry.h"
#include "sync/mutex.h"

namespace verbatim::match {

// The index of all claims as it follows the log, and its searches. A thread of it reads the log from where
// the index is, as any watcher could, and goes on from there after a restart. An index that is damaged, of
// another version or of another log is deleted and made anew. While the disk is full, or fails, it tries
// again.
//
// Any thread.
class ClaimIndex {
 public:
  // What an operator should hear of.
  struct Event {
    enum class Kind {
      kRebuilding,   // the index is made anew; `detail` says why
      kProgress,     // while it is built, now and then
      kReady,        // it knows what the log held at the start
      kUnavailable,  // it cannot be used now; `detail` says why
      kAvailable,    // it can again
    };
    Kind kind;
    std::string detail;
    int64_t index_size = 0;  // entries of the log that it knows
    int64_t log_size = 0;    // those that there are
  };

  struct Options {
    std::string folder;
    std::function<void(const Event&)> on_event = [](const Event&) {};
    // How much time is between two commits at least, where nobody asks for one: as long may entries wait to
    // become searchable, and longer while many come.
    std::chrono::milliseconds commit_interval{200};
    // How long a search waits for entries that it asks for.
    std::chrono::milliseconds patience{2000};
    // How long after a failure it is tried again.
    std::chrono::milliseconds retry_interval{1000};
  };

  // `registry` must outlive it.
  ClaimIndex(registry::Registry& registry, Options options);
  ~ClaimIndex();

  // A reader that nobody else uses, until it goes.
  class Lease {
   public:
    Lease(Lease&&) = default;
    ~Lease();
    IndexReader& operator*() { return *reader_; }
    IndexReader* operator->() { return reader_.get(); }

   private:
    friend class ClaimIndex;
    Lease(ClaimIndex& index, std::unique_ptr<IndexReader> reader, int generation)
        : index_(&index), reader_(std::move(reader)), generation_(generation) {}

    ClaimIndex* index_;
    std::unique_ptr<IndexReader> reader_;
    int generation_;
  };

  // A reader of a state that knows the first `min_log_size` entries of the log, for which it may wait, and is
  // the latest. OUT_OF_RANGE if there are not so many, with `field`; UNAVAILABLE, reason INDEX_NOT_READY.
  absl::StatusOr<Lease> Read(int64_t min_log_size, std::string_view field);

  // Waits until it knows what the log held at the start, however long that takes, and returns how many
  // entries it knows. UNAVAILABLE if it cannot be read or written.
  absl::StatusOr<int64_t> AwaitBuilt();

  // What a caller sees of an error of a reader. If the index is damaged, it is made anew.
  absl::Status Failed(const absl::Status& error);

 private:
  enum class State {
    kStarting,     // it will soon know what the log held when it was opened
    kBuilding,     // that takes longer
    kReady,        // it knows that
    kUnavailable,  // it cannot be read or written
  };
  // What a caller waits for, looked at with the mutex held.
  struct Wish {
    const ClaimIndex& index;
    int64_t size;
    bool IsSettled() const ABSL_NO_THREAD_SAFETY_ANALYSIS;
  };
  bool IsBuiltOrFailed() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return state_ == State::kReady || state_ == State::kUnavailable;
  }

  void Run();
  // Opens the index, makes it anew if need be, and follows the log with it until something fails.
  absl::Status Follow();
  // Follows the log until something fails, the end, or a compaction is due.
  absl::Status FollowWith(IndexWriter& writer);
  // Says how much of the log is searchable, of the `goal` entries that there were at the start. `told` is how
  // far it was when it last said so to the operator.
  void SetPosition(int64_t size, int64_t goal, int64_t& told);
  // Whether the log begins with the entries that the index knows.
  absl::StatusOr<bool> Knows(const IndexPosition& position);
  absl::Status Rebuild(const absl::Status& why);
  // Puts what the log holds from `next` on, some hundred entries. Returns whether there are more.
  absl::StatusOr<bool> PutNext(IndexWriter& writer, IndexPosition& next);
  absl::Status PutClaim(IndexWriter& writer, const verbatim::v1::LogEntry& entry);
  absl::Status Commit(IndexWriter& writer, const IndexPosition& position);
  std::string LanguageOf(const verbatim::v1::Claim& claim);
  absl::Status CompactFiles();
  absl::Status NotReady(std::string_view why);

  bool IsUrgent() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return index_size_ < wanted_ || ending_ || damaged_;
  }
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return announced_ || ending_ || damaged_; }
  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_; }

  registry::Registry& registry_;
  const Options options_;
  // The thread's alone.
  std::unordered_map<std::string, std::string> languages_;  // of documents
  Analysers analysers_;

  sync::Mutex commit_mutex_;  // held while the index is committed, or read undisturbed by that

  mutable sync::Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kStarting;
  int64_t index_size_ ABSL_GUARDED_BY(mutex_) = 0;  // entries that a search finds
  int64_t wanted_ ABSL_GUARDED_BY(mutex_) = 0;      // entries that somebody waits for
  bool announced_ ABSL_GUARDED_BY(mutex_) = false;
  bool damaged_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  int generation_ ABSL_GUARDED_BY(mutex_) = 0;  // goes up when the files are other files
  std::vector<std::unique_ptr<IndexReader>> idle_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace verbatim::match
