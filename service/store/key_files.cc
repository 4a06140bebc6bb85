#include "store/key_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace verbatim::store {
namespace {

absl::Status IoError(const std::string& what, const std::string& path, int error) {
  return absl::UnavailableError("cannot " + what + " " + path + ": " +
                                std::generic_category().message(error));
}

// Makes a rename in the folder survive a loss of power.
bool SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  int opened = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool synced = fsync(opened) == 0;
  close(opened);
  return synced;
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadKeyFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) {
    if (errno == ENOENT) return std::optional<std::string>();
    return IoError("read", path, errno);
  }
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return IoError("read", path, errno);
  return std::optional(std::move(bytes));
}

absl::Status WriteKeyFile(const std::string& path, const std::string& bytes, mode_t mode) {
  std::string fresh = path + ".new";
  int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return IoError("write", fresh, errno);
  bool written =
      write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && fsync(file) == 0;
  int error = errno;
  close(file);
  if (!written) return IoError("write", fresh, error);
  if (rename(fresh.c_str(), path.c_str()) != 0 || !SyncFolderOf(path)) return IoError("write", path, errno);
  return absl::OkStatus();
}

}  // namespace verbatim::store
