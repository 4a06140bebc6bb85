#include "client/log_watch.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "client/refusal.h"

namespace verbatim::client {
namespace {

constexpr std::chrono::milliseconds kFirstPause(100);
constexpr std::chrono::milliseconds kLongestPause(5'000);

// Returns whether another call can resume the stream. True if the service is unavailable or overloaded, or if
// it dropped a slow reader. The service drops a slow reader with ABORTED. If that status does not arrive in
// time, the reader gets CANCELLED.
bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status) || absl::IsAborted(status) ||
         absl::IsCancelled(status);
}

}  // namespace

LogWatch::LogWatch(v1::LogService::Stub& stub, v1::WatchRequest request)
    : stub_(stub), request_(std::move(request)), pause_(kFirstPause) {}

LogWatch::~LogWatch() {
  Stop();
  if (stream_ == nullptr) return;
  v1::WatchResponse ignored;
  while (stream_->Read(&ignored)) {
  }
  stream_->Finish();
}

absl::StatusOr<v1::WatchResponse> LogWatch::Next() {
  while (true) {
    if (stream_ == nullptr && !Begin()) return absl::CancelledError("the watch was stopped");
    v1::WatchResponse response;
    if (stream_->Read(&response)) {
      request_.set_start_index(response.next_index());
      pause_ = kFirstPause;
      return response;
    }
    absl::Status status = ToAbsl(stream_->Finish());
    stream_.reset();
    if (!IsTransient(status))
      return status.ok() ? absl::InternalError("the service ended the watch") : status;
    if (!Pause()) return absl::CancelledError("the watch was stopped");
  }
}

bool LogWatch::Begin() {
  absl::MutexLock lock(&mutex_);
  if (stopped_) return false;
  context_ = std::make_unique<grpc::ClientContext>();
  stream_ = stub_.Watch(context_.get(), request_);
  return true;
}

bool LogWatch::Pause() {
  absl::MutexLock lock(&mutex_);
  bool stopped = mutex_.AwaitWithTimeout(absl::Condition(&stopped_), absl::FromChrono(pause_));
  pause_ = std::min(2 * pause_, kLongestPause);
  return !stopped;
}

void LogWatch::Stop() {
  absl::MutexLock lock(&mutex_);
  stopped_ = true;
  if (context_ != nullptr) context_->TryCancel();
}

}  // namespace verbatim::client
