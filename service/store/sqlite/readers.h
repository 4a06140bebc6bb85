#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "store/sqlite/connection.h"
#include "sync/mutex.h"

namespace verbatim::store {

// A pool of read connections, opened on demand. Any thread.
class SqliteReaders {
 public:
  SqliteReaders(std::string path, int max_readers);

  // Calls `read` with a connection inside a transaction, so that it reads one snapshot. Waits while all
  // `max_readers` connections are in use.
  absl::Status Read(absl::FunctionRef<void(Connection&)> read);

  // Like Read, for a `read` that runs a single statement. A single statement reads one snapshot without a
  // transaction.
  absl::Status ReadOneStatement(absl::FunctionRef<void(Connection&)> read);

 private:
  absl::StatusOr<std::unique_ptr<Connection>> Take();
  void GiveBack(std::unique_ptr<Connection> connection);
  bool CanTake() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return !idle_.empty() || unopened_ > 0; }

  const std::string path_;
  sync::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  int unopened_ ABSL_GUARDED_BY(mutex_);  // connections that may still be opened
};

}  // namespace verbatim::store
