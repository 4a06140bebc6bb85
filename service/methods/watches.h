#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "methods/stream.h"
#include "registry/registry.h"
#include "sync/executor.h"
#include "sync/mutex.h"

namespace verbatim::methods {

struct WatchOptions {
  size_t max_watchers = 4096;
  // Interval between bookmarks on an idle stream.
  std::chrono::milliseconds bookmark_interval{10'000};
  // Time that a watcher may take to read a message before the stream is closed with WATCH_TOO_SLOW. A watcher that does not
  // read that status either is cancelled after twice this time.
  std::chrono::milliseconds send_timeout{30'000};
};

class Watch;

// The streams of LogService.Watch. A watcher that has caught up costs some hundred bytes and no thread: the feed's thread
// hands it what is new. One that is behind reads from the store on `executor`, a batch at a time. Any thread.
class Watches {
 public:
  // What is passed by reference must outlive this.
  Watches(registry::LogReader& log, registry::LogFeed& feed, sync::Executor& executor,
          const WatchOptions& options);
  // Close must have been called, and all streams must have ended.
  ~Watches();

  std::unique_ptr<Stream> MakeStream();

  // Ends all streams, and all later ones, with the index at which to resume.
  void Close();

 private:
  friend class Watch;

  // Looks after every stream: new entries, bookmarks, slow watchers.
  void Tick();
  // RESOURCE_EXHAUSTED if there are too many watchers.
  absl::Status Add(const std::shared_ptr<Watch>& watch);
  bool IsClosed();
  void Remove(const Watch* watch);
  std::vector<std::shared_ptr<Watch>> Snapshot();

  registry::LogReader& log_;
  registry::LogFeed& feed_;
  sync::Executor& executor_;
  const WatchOptions options_;

  sync::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  // Shared with the transport's callbacks and the executor's tasks. The last of them deletes it.
  std::vector<std::shared_ptr<Watch>> watches_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::methods
