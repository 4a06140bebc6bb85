#pragma once

#include <sys/types.h>

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace verbatim::store {

// An advisory lock on a database, held by its file and not by its path: a symbolic link, a hard link and a
// rename of the file lead to the same lock. The kernel releases the lock when the process ends for any reason.
//
// The lock is an open file description lock (fcntl, F_OFD_SETLK) on one byte of the database file. SQLite's
// own locks belong to the process, and closing any descriptor of the file releases them. So this object must
// outlive all of SQLite's connections to the file, and a process that holds the lock never opens the file for
// a second one. The byte is far behind the bytes that SQLite locks, and behind the end of any database.
//
// Also locks PATH.lock (flock), by which programs that do not know the first lock are kept out.
class FileLock {
 public:
  enum class Mode {
    kExclusive,  // creates the file if it does not exist
    kShared,     // for readers that write nothing; excludes only kExclusive
  };

  // FAILED_PRECONDITION if another process, or another FileLock of this process, holds the lock; UNAVAILABLE
  // if a file cannot be opened or locked.
  static absl::StatusOr<FileLock> Acquire(const std::string& path, Mode mode);

  FileLock(FileLock&& other) noexcept
      : database_(std::exchange(other.database_, -1)),
        beside_(std::exchange(other.beside_, -1)),
        file_(std::exchange(other.file_, {})) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  using FileId = std::pair<dev_t, ino_t>;

  FileLock(int database, FileId file) : database_(database), file_(file) {}

  int database_;
  int beside_ = -1;
  FileId file_;
};

}  // namespace verbatim::store
