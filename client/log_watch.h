#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "verbatim/v1/log_service.grpc.pb.h"

namespace verbatim::client {

// Follows the log of a service without end. Returns every entry that passes the filter exactly once, in
// order. If the service is unavailable or drops the watch as too slow, the watch resumes at the next entry.
// To survive its own crash, a program stores `next_index` of the last response and starts a new watch there.
//
// One thread calls Next. Any thread may call Stop.
class LogWatch {
 public:
  LogWatch(v1::LogService::Stub& stub, v1::WatchRequest request);
  // Stops the watch.
  ~LogWatch();

  // Blocks until there are entries or a bookmark. Returns CANCELLED after Stop. Other errors mean that the
  // service rejects the request.
  absl::StatusOr<v1::WatchResponse> Next();

  // Stops the watch and unblocks Next.
  void Stop();

 private:
  // Opens the stream at the next entry. Returns false if Stop was called.
  bool Begin();
  // Waits before the next attempt. Returns false if Stop was called.
  bool Pause();

  v1::LogService::Stub& stub_;
  v1::WatchRequest request_;  // start_index is the next entry to read
  std::chrono::milliseconds pause_;

  absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<grpc::ClientContext> context_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
};

}  // namespace verbatim::client
