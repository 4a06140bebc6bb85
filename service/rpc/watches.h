#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "registry/registry.h"
#include "sync/executor.h"
#include "sync/mutex.h"

namespace verbatim::rpc {

struct WatchOptions {
  size_t max_watchers = 4096;
  // After how long with nothing to send a bookmark is sent.
  std::chrono::milliseconds bookmark_interval{10'000};
  // How long a consumer may leave a message untaken before it is told that it is too slow. One that does not
  // take that either is cancelled after as long again.
  std::chrono::milliseconds send_timeout{30'000};
};

class Watch;

// The streams of LogService.Watch. A watcher that has caught up costs some hundred bytes and no thread: the
// feed's thread hands it what is new. One that has not reads from the store on `executor`, a batch at a time.
// Any thread.
class Watches {
 public:
  Watches(registry::LogReader& log, registry::LogFeed& feed, sync::Executor& executor,
          const WatchOptions& options);
  // Close must have been called, and all streams have ended.
  ~Watches();

  // The reactor of one stream.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Start(grpc::CallbackServerContext& context,
                                                    const grpc::ByteBuffer* request);

  // Ends all streams, and those to come, with where to resume.
  void Close();

 private:
  friend class Watch;

  // Looks after every stream: new entries, bookmarks, slow consumers.
  void Tick();
  // RESOURCE_EXHAUSTED if there are too many.
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
  // Shared with gRPC's callbacks and tasks of the executor, whichever ends last.
  std::vector<std::shared_ptr<Watch>> watches_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::rpc
