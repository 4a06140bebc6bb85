#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace verbatim::store {

// An advisory lock on a separate file, which Acquire creates. The database file cannot be used: closing any
// descriptor of it would release SQLite's own locks (POSIX fcntl locks belong to the process). The kernel
// releases the lock when the process ends for any reason.
class FileLock {
 public:
  // FAILED_PRECONDITION if another process, or another FileLock of this process, holds the lock; UNAVAILABLE
  // if the file cannot be opened.
  static absl::StatusOr<FileLock> Acquire(const std::string& path);

  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace verbatim::store
