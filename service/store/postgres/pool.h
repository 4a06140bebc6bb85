#pragma once

#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/postgres/connection.h"
#include "store/postgres/endpoint.h"
#include "sync/mutex.h"

namespace verbatim::store::postgres {

// The pauses between retries: they double, and each is drawn at random from its upper half, so that the
// replicas of one database do not come back all at once.
class Backoff {
 public:
  // Callers wait for `time` at most; then they get UNAVAILABLE.
  explicit Backoff(std::chrono::milliseconds time) : end_(std::chrono::steady_clock::now() + time) {}

  // Sleeps, unless the time for retries is over. Returns whether to retry.
  bool Pause();
  // Draws the next pause.
  std::chrono::milliseconds NextPause();

 private:
  std::minstd_rand random_{std::random_device{}()};
  std::chrono::milliseconds pause_{20};
  const std::chrono::steady_clock::time_point end_;
};

// A bounded number of connections, opened on demand. A connection that broke is replaced, and so are those
// that its endpoint does not trust since then. Any thread.
class Pool {
 public:
  // `endpoint` must outlive this object.
  Pool(Endpoint& endpoint, int max_connections);

  // Runs one statement, in a snapshot of its own. Waits while all connections are in use, and retries while
  // the server is away.
  template <typename... Values>
  absl::StatusOr<Rows> Query(const Statement& statement, const Values&... values) {
    Rows rows;
    absl::Status status = Run([&](Connection& connection) -> absl::Status {
      connection.Send(statement, values...);
      auto exchanged = connection.Exchange();
      if (!exchanged.ok()) return exchanged.status();
      rows = std::move(exchanged->front());
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return rows;
  }

  // Runs `work` with a connection, again while it fails for the sake of the connection or of another
  // transaction, or while what it read may not be the log's.
  absl::Status Run(absl::FunctionRef<absl::Status(Connection&)> work);

 private:
  absl::StatusOr<std::unique_ptr<Connection>> Take();
  void GiveBack(std::unique_ptr<Connection> connection);
  bool CanTake() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return !idle_.empty() || unopened_ > 0; }

  Endpoint& endpoint_;
  sync::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  int unopened_ ABSL_GUARDED_BY(mutex_);  // connections that may still be opened
};

}  // namespace verbatim::store::postgres
