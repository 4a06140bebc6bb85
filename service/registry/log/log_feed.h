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
#include "sync/erasable_caches.h"
#include "sync/mutex.h"
#include "verbatim/v1/log.pb.h"

namespace verbatim::registry {

// An entry as watchers receive it, serialized once for all of them.
struct FeedEntry {
  verbatim::v1::LogEntry entry;  // without its payload
  EntrySubjects subjects;
  // A serialized WatchResponse with only this entry, with and without its payload. The concatenation of
  // several such responses parses as one WatchResponse with all of their entries.
  std::string message;
  std::string leaf_message;
  // ResourceDamaged if the payload is damaged. Then `message` is empty, and `subjects` has only what the leaf
  // says.
  absl::Status damage;
};

// Returns a serialized WatchResponse without what names the principals of its entries.
std::string WithoutPrincipals(const std::string& message);

// The committed entries of the log, for callers that follow the log. New entries are available soon after
// their commit.
//
// While there are followers, a thread of the feed reads each new entry once and keeps the latest ones in
// memory for all followers. A follower that is further behind reads from the store. The memory and the store
// return the entries in order, each entry once. Any thread.
class LogFeed {
 public:
  // A contiguous part of the log.
  struct Part {
    std::vector<std::shared_ptr<const FeedEntry>> entries;  // in order; shared by the followers
    store::LogIndex next = 0;                               // one past the last entry
    bool more = false;  // whether the source (memory or store) has entries from `next` on
  };

  // `store` and `caches` must outlive this object. `tick` is the maximum time between two calls of a listener.
  LogFeed(store::Store& store, sync::ErasableCaches& caches, std::chrono::milliseconds tick);
  ~LogFeed();

  // Signals that there are new entries. Returns at once.
  void Announce();

  // Calls `listener` on the feed's thread after new entries were read and at least once per tick, until
  // StopFollowing with the same `owner` returns. The listener must not block, and must not call Follow or
  // StopFollowing. One listener per owner.
  void Follow(const void* owner, std::function<void()> listener);
  void StopFollowing(const void* owner);

  // Adds a follower (true) or removes one (false). The feed keeps new entries in memory only while there are
  // followers. Each call with true needs a later call with false.
  void CountFollower(bool more);

  // Returns at most 256 entries in memory, starting at `first`. The part is empty if `first` is past the
  // latest entry. Returns nothing if `first` is before the oldest entry in memory, or if the feed has read no
  // entries.
  std::optional<Part> ReadRecent(store::LogIndex first) const;

  // Reads entries from the store, starting at `first`: at most 256, and fewer if they exceed 4 MiB together.
  // The entry with a damaged payload comes alone.
  // Returns the errors of the store.
  absl::StatusOr<Part> Read(store::LogIndex first) const;

 private:
  // Reads an entry without its damaged payload.
  absl::StatusOr<Part> ReadDamaged(store::LogIndex index, const absl::Status& damage) const;
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return announced_ || ending_; }
  void Run();
  // Reads new entries into memory.
  void CatchUp();
  // Removes all entries from memory. Followers then read them from the store.
  void ForgetRecent();

  store::Store& store_;
  const sync::ErasableCaches& caches_;
  const std::chrono::milliseconds tick_;

  mutable sync::Mutex mutex_;
  bool announced_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  int followers_ ABSL_GUARDED_BY(mutex_) = 0;
  // The latest entries, up to the one before `end_`. Empty without followers.
  std::deque<std::shared_ptr<const FeedEntry>> recent_ ABSL_GUARDED_BY(mutex_);
  size_t recent_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // Unset without followers, and until the first read.
  std::optional<store::LogIndex> end_ ABSL_GUARDED_BY(mutex_);
  const sync::ErasableCaches::Member recent_of_caches_;

  sync::Mutex listener_mutex_;  // held while listeners are called
  std::map<const void*, std::function<void()>> listeners_ ABSL_GUARDED_BY(listener_mutex_);  // by owner

  std::thread thread_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::registry
