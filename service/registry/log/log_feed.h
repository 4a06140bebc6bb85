#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "registry/records/log_entries.h"
#include "store/store.h"
#include "sync/mutex.h"
#include "verbatim/v1/log.pb.h"

namespace verbatim::registry {

// An entry as every watcher gets it, made once for all of them.
struct FeedEntry {
  verbatim::v1::LogEntry entry;  // without its payload
  EntrySubjects subjects;
  // A WatchResponse with this one entry, in binary form, with and without the payload. Such bytes one after
  // the other are a WatchResponse with the entries of all.
  std::string message;
  std::string leaf_message;
};

// The log as it is followed: entries that were committed, and soon after each commit the new ones.
//
// While somebody follows, a thread of the feed reads new entries once and keeps the latest in memory for all
// followers; who is further behind reads from the store. Either way entries come in order, each once. Any
// thread.
class LogFeed {
 public:
  // A part of the log, in order, without gaps.
  struct Part {
    std::vector<std::shared_ptr<const FeedEntry>> entries;  // shared with other followers
    store::LogIndex next = 0;                               // index after them
    bool more = false;  // whether the log, or what of it is in memory, goes on there
  };

  // `tick` is the longest time between two calls of a listener.
  LogFeed(store::Store& store, std::chrono::milliseconds tick);
  ~LogFeed();

  // Says that there are new entries. Returns at once.
  void Announce();

  // Calls `listener` on the feed's thread when entries have come, and once a tick, from now until the return
  // of StopFollowing with the same `owner`. It must not block, nor call these two. One listener an owner.
  void Follow(const void* owner, std::function<void()> listener);
  void StopFollowing(const void* owner);

  // Whether somebody follows: only then are new entries kept. Called as often with true as with false.
  void CountFollower(bool more);

  // Entries from `first` on that are in memory: none if it is past the latest, nothing if it is before the
  // first of them.
  std::optional<Part> ReadRecent(store::LogIndex first) const;

  // Entries from `first` on, from the store: some hundreds, fewer of large ones, or the rest.
  absl::StatusOr<Part> Read(store::LogIndex first) const;

 private:
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return announced_ || ending_; }
  void Run();
  // Reads what is new into memory.
  void CatchUp();

  store::Store& store_;
  const std::chrono::milliseconds tick_;

  mutable sync::Mutex mutex_;
  bool announced_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  int followers_ ABSL_GUARDED_BY(mutex_) = 0;
  // The latest entries, up to the one before `end_`; nothing is kept, and `end_` stands for nothing, without
  // followers.
  std::deque<std::shared_ptr<const FeedEntry>> recent_ ABSL_GUARDED_BY(mutex_);
  size_t recent_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<store::LogIndex> end_ ABSL_GUARDED_BY(mutex_);

  sync::Mutex listener_mutex_;  // held while listeners are called
  std::map<const void*, std::function<void()>> listeners_ ABSL_GUARDED_BY(listener_mutex_);  // by owner

  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace verbatim::registry
