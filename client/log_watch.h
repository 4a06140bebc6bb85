#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "verbatim/v1/log_service.grpc.pb.h"

namespace verbatim::client {

// A service's log, followed without end: every entry that passes the filter, each once and in order. Where
// the service is away, or has dropped a reader that was too slow, it is called again and goes on where it
// was; so a reader need keep nothing but `next_index` of the last response, to begin anew there after a crash
// of its own.
//
// One thread calls Next. Stop may be called from any.
class LogWatch {
 public:
  LogWatch(v1::LogService::Stub& stub, v1::WatchRequest request);
  // Ends the stream.
  ~LogWatch();

  // The next entries, or a bookmark. Waits as long as need be. CANCELLED after Stop; other errors are those
  // of a request that the service refuses.
  absl::StatusOr<v1::WatchResponse> Next();

  // Ends the stream; a Next that waits returns.
  void Stop();

 private:
  // Begins the stream where it stopped; nothing if Stop was called.
  bool Begin();
  // Waits before the service is called again. False if Stop was called.
  bool Pause();

  v1::LogService::Stub& stub_;
  v1::WatchRequest request_;  // with the start_index to go on from
  std::chrono::milliseconds pause_;

  absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<grpc::ClientContext> context_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
};

}  // namespace verbatim::client
