#include "cli/input/import_state.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "log/hmac.h"

namespace verbatim::cli {
namespace {

constexpr size_t kSecretBytes = 32;
constexpr std::string_view kHexDigits = "0123456789abcdef";

absl::Status IoError(std::string_view what, const std::string& path, int error) {
  return absl::UnavailableError(absl::StrCat("cannot ", std::string(what), " ", path, ": ",
                                             std::generic_category().message(error),
                                             "; choose another file with --state"));
}

// Writes a new file atomically.
absl::Status Write(const std::string& path, const std::string& bytes) {
  const std::string fresh = path + ".new";
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return IoError("write", fresh, errno);
  const bool written =
      write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && fsync(file) == 0;
  const int error = errno;
  close(file);
  if (!written) return IoError("write", fresh, error);
  if (rename(fresh.c_str(), path.c_str()) != 0) return IoError("write", path, errno);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ImportState> ImportState::Open(std::string path) {
  if (!path.empty()) {
    std::ifstream file(path, std::ios::binary);
    if (file.is_open()) {
      std::string text{std::istreambuf_iterator<char>(file), {}};
      if (file.bad()) return IoError("read", path, errno);
      if (text.ends_with('\n')) text.pop_back();
      if (text.size() != 2 * kSecretBytes || text.find_first_not_of(kHexDigits) != std::string::npos) {
        return absl::InvalidArgumentError(
            path + " is not the state of an import; remove it, or choose another file with --state");
      }
      return ImportState(std::move(path), std::move(text));
    }
    if (errno != ENOENT) return IoError("read", path, errno);
  }
  std::string bytes(kSecretBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1) {
    return absl::UnavailableError("OpenSSL has no random bytes");
  }
  std::string secret = absl::BytesToHexString(bytes);
  if (!path.empty()) {
    if (absl::Status status = Write(path, secret + '\n'); !status.ok()) return status;
  }
  return ImportState(std::move(path), std::move(secret));
}

std::string ImportState::RequestId(std::string_view document, std::string_view line) {
  std::string bytes(document);
  bytes.append("\n").append(line);
  const log::Digest digest = log::HmacSha256(secret_, bytes);
  // Eight bytes of the digest are enough for the key. Two lines with the same key share a counter. This is
  // harmless, because they share the counter in every run.
  uint64_t key = 0;
  std::memcpy(&key, digest.data(), sizeof key);
  return absl::StrCat("line-", log::ToHex(digest), "-", repetitions_[key]++);
}

void ImportState::Remove() const {
  if (!path_.empty()) unlink(path_.c_str());
}

}  // namespace verbatim::cli
