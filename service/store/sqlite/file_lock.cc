#include "store/sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <system_error>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::store {
namespace {

// SQLite locks bytes from 2^30 on, and a database has less than 2^48 bytes.
constexpr off_t kLockedByte = off_t{1} << 60;

// The files that this process holds. Global, because closing a second descriptor of such a file would release
// SQLite's locks in the whole process.
struct HeldFiles {
  sync::Mutex mutex;
  std::set<std::pair<dev_t, ino_t>> files ABSL_GUARDED_BY(mutex);
};

HeldFiles& Held() {
  static auto* const held = new HeldFiles;
  return *held;
}

absl::Status InUse(const std::string& path) {
  return absl::FailedPreconditionError("it is in use by another process, which holds the lock of " + path);
}

absl::Status Failed(const std::string& what, const std::string& path) {
  return absl::UnavailableError("cannot " + what + " " + path + ": " +
                                std::generic_category().message(errno));
}

}  // namespace

absl::StatusOr<FileLock> FileLock::Acquire(const std::string& path, Mode mode) {
  HeldFiles& held = Held();
  sync::MutexLock mutex_lock(held.mutex);
  struct stat found {};
  if (stat(path.c_str(), &found) == 0 && held.files.contains({found.st_dev, found.st_ino})) {
    return InUse(path);
  }
  const bool exclusive = mode == Mode::kExclusive;
  const int database = open(path.c_str(), (exclusive ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0644);
  if (database < 0) return Failed("open", path);
  if (fstat(database, &found) != 0) {
    absl::Status failed = Failed("read", path);
    close(database);
    return failed;
  }
  struct flock byte {};
  byte.l_type = exclusive ? F_WRLCK : F_RDLCK;
  byte.l_whence = SEEK_SET;
  byte.l_start = kLockedByte;
  byte.l_len = 1;
  if (fcntl(database, F_OFD_SETLK, &byte) != 0) {
    absl::Status failed = errno == EAGAIN || errno == EACCES ? InUse(path) : Failed("lock", path);
    close(database);
    return failed;
  }
  FileLock lock(database, {found.st_dev, found.st_ino});
  held.files.insert(lock.file_);
  const std::string beside = path + ".lock";
  lock.beside_ = open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  absl::Status failed;
  if (lock.beside_ < 0) {
    failed = Failed("open", beside);
  } else if (flock(lock.beside_, LOCK_EX | LOCK_NB) != 0) {
    failed = InUse(beside);
  }
  if (failed.ok()) return lock;
  held.files.erase(lock.file_);
  close(lock.database_);
  if (lock.beside_ >= 0) close(lock.beside_);
  lock.database_ = lock.beside_ = -1;
  return failed;
}

FileLock::~FileLock() {
  if (database_ < 0) return;
  HeldFiles& held = Held();
  sync::MutexLock mutex_lock(held.mutex);
  close(database_);
  if (beside_ >= 0) close(beside_);
  held.files.erase(file_);
}

}  // namespace verbatim::store
