#include "store/sqlite/readers.h"

#include <algorithm>
#include <utility>

namespace verbatim::store {

SqliteReaders::SqliteReaders(std::string path, int max_readers)
    : path_(std::move(path)), unopened_(std::max(1, max_readers)) {}

absl::Status SqliteReaders::ReadOneStatement(absl::FunctionRef<void(Connection&)> read) {
  absl::StatusOr<std::unique_ptr<Connection>> taken = Take();
  if (!taken.ok()) return taken.status();
  read(**taken);
  absl::Status status = (*taken)->TakeStatus();
  GiveBack(*std::move(taken));
  return status;
}

absl::Status SqliteReaders::Read(absl::FunctionRef<void(Connection&)> read) {
  absl::StatusOr<std::unique_ptr<Connection>> taken = Take();
  if (!taken.ok()) return taken.status();
  Connection& connection = **taken;
  connection.Run("BEGIN");
  read(connection);
  absl::Status status = connection.TakeStatus();
  connection.Run("COMMIT");
  absl::Status end = connection.TakeStatus();
  // Discard a connection whose transaction cannot end.
  GiveBack(end.ok() ? *std::move(taken) : nullptr);
  return status.ok() ? end : status;
}

absl::StatusOr<std::unique_ptr<Connection>> SqliteReaders::Take() {
  {
    sync::MutexLock lock(mutex_);
    mutex_.Await(this, &SqliteReaders::CanTake);
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    --unopened_;
  }
  absl::StatusOr<std::unique_ptr<Connection>> opened = Connection::Open(path_, Connection::Mode::kReadOnly);
  if (!opened.ok()) GiveBack(nullptr);
  return opened;
}

void SqliteReaders::GiveBack(std::unique_ptr<Connection> connection) {
  sync::MutexLock lock(mutex_);
  if (connection != nullptr) {
    idle_.push_back(std::move(connection));
  } else {
    ++unopened_;
  }
}

}  // namespace verbatim::store
