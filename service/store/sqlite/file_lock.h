#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace verbatim::store {

// An advisory lock on a file of its own, which is created. It cannot be the database: closing any descriptor
// of that would drop the locks which SQLite holds on it (POSIX fcntl locks belong to the process). The kernel
// frees it when the process ends, however that happens.
class FileLock {
 public:
  // FAILED_PRECONDITION if another process, or another FileLock of this one, holds it; UNAVAILABLE if the
  // file cannot be opened.
  static absl::StatusOr<FileLock> Acquire(const std::string& path);

  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace verbatim::store
