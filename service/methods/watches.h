#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "methods/method.h"
#include "methods/stream.h"
#include "registry/registry.h"
#include "sync/executor.h"
#include "sync/mutex.h"

namespace verbatim::methods {

struct WatchOptions {
  size_t max_watchers = 4096;
  // Interval between bookmarks on an idle stream.
  std::chrono::milliseconds bookmark_interval{10'000};
  // Time that a watcher may take to read a message before the stream is closed with WATCH_TOO_SLOW. If the
  // watcher does not read that status either, the call is cancelled after twice this time.
  std::chrono::milliseconds send_timeout{30'000};
};

class Watch;

// The streams of LogService.Watch. A watcher that has caught up costs some hundred bytes and no thread: the
// feed's thread passes new entries to it. A watcher that is behind reads from the store on `executor`, a
// batch at a time. Any thread.
class Watches {
 public:
  // Arguments passed by reference must outlive this object.
  Watches(registry::Registry& registry, sync::Executor& executor, const WatchOptions& options);
  // Close must have been called, and all streams must have ended.
  ~Watches();

  // The stream names the principals of entries only if the caller has Permission::kAudit.
  std::unique_ptr<Stream> MakeStream(const Call& call);

  struct Followers {
    size_t count = 0;
    int64_t slowest_next = 0;  // the least index that a stream has to send next; 0 without streams
  };
  Followers followers();

  // Ends all streams, and all later ones. Each gets the index at which to resume.
  void Close();

 private:
  friend class Watch;

  // Updates every stream: sends new entries and bookmarks, and ends slow watchers.
  void Tick();
  // RESOURCE_EXHAUSTED if there are too many watchers.
  absl::Status Add(const std::shared_ptr<Watch>& watch);
  bool IsClosed();
  void Remove(const Watch* watch);
  std::vector<std::shared_ptr<Watch>> Snapshot();

  registry::Registry& registry_;
  registry::LogFeed& feed_;
  sync::Executor& executor_;
  const WatchOptions options_;

  sync::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  // Shared with the transport's callbacks and the executor's tasks. The last owner deletes the watch.
  std::vector<std::shared_ptr<Watch>> watches_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::methods
