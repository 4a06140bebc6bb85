#include "store/log_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "log/sha256.h"

namespace verbatim::store {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kEveryoneReads = 0644;
constexpr size_t kOriginDigits = 16;

absl::Status IoError(const std::string& what, const std::string& path, int error) {
  return absl::UnavailableError("cannot " + what + " " + path + ": " +
                                std::generic_category().message(error));
}

// Returns nothing if the file does not exist.
absl::StatusOr<std::optional<std::string>> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) {
    if (errno == ENOENT) return std::optional<std::string>();
    return IoError("read", path, errno);
  }
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return IoError("read", path, errno);
  return std::optional(std::move(bytes));
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

// Writes a new file atomically, even if power is lost: afterwards it is complete or missing.
absl::Status WriteNewFile(const std::string& path, const std::string& bytes, mode_t mode) {
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

absl::StatusOr<LogKey> ReadOrCreate(const LogKeyFiles& files, bool may_create) {
  absl::StatusOr<std::optional<std::string>> pem = ReadFile(files.private_key);
  if (!pem.ok()) return pem.status();
  if (*pem) {
    absl::StatusOr<log::SigningKey> key = log::SigningKey::FromPem(**pem);
    if (!key.ok()) {
      return absl::InvalidArgumentError(files.private_key +
                                        " cannot be used: " + std::string(key.status().message()));
    }
    return LogKey{*std::move(key), {}, false};
  }
  if (!may_create) {
    return absl::NotFoundError(
        "the log key " + files.private_key +
        " does not exist; provide the key that signed this log, or create the first key with: openssl "
        "genpkey -algorithm ed25519 -out " +
        files.private_key);
  }
  log::SigningKey key = log::SigningKey::Generate();
  if (absl::Status status = WriteNewFile(files.private_key, key.ToPem(), kOwnerOnly); !status.ok())
    return status;
  return LogKey{std::move(key), {}, true};
}

std::string DefaultOrigin(const log::PublicKey& key) {
  std::string bytes(key.begin(), key.end());
  return "verbatim/" + log::ToHex(log::Sha256(bytes)).substr(0, kOriginDigits);
}

}  // namespace

absl::StatusOr<LogKey> OpenLogKey(const LogKeyFiles& files, const std::string& origin) {
  if (!origin.empty() && !log::IsKeyName(origin)) {
    return absl::InvalidArgumentError("the log's origin must not contain white space or plus signs");
  }
  absl::StatusOr<std::optional<std::string>> known = ReadFile(files.verifier_key);
  if (!known.ok()) return known.status();
  // If the verifier key is known, the log was signed before. Replacing a lost key would look like a fork.
  absl::StatusOr<LogKey> opened = ReadOrCreate(files, files.create && !*known);
  if (!opened.ok()) return opened.status();
  opened->verifier.public_key = opened->key.public_key();
  opened->verifier.name = origin.empty() ? DefaultOrigin(opened->verifier.public_key) : origin;

  std::string line = opened->verifier.ToText() + '\n';
  if (!*known) {
    if (absl::Status status = WriteNewFile(files.verifier_key, line, kEveryoneReads); !status.ok())
      return status;
  } else if (**known != line) {
    return absl::FailedPreconditionError(
        "this log was signed with the key and origin in " + files.verifier_key +
        ", which differ from the given key and origin, so clients would reject new checkpoints. Use the key "
        "and origin in the file, or remove the file and publish the new verifier key: " +
        opened->verifier.ToText());
  }
  return opened;
}

}  // namespace verbatim::store
