#include "store/digest_key.h"

#include <openssl/rand.h>

#include <optional>
#include <string_view>

#include "absl/strings/escaping.h"
#include "log/sha256.h"
#include "store/key_files.h"

namespace verbatim::store {
namespace {

constexpr size_t kKeyBytes = 32;

}  // namespace

absl::StatusOr<DigestKey> OpenDigestKey(const std::string& path, bool create) {
  absl::StatusOr<std::optional<std::string>> text = ReadKeyFile(path);
  if (!text.ok()) return text.status();
  if (*text) {
    std::string_view line = **text;
    if (line.ends_with('\n')) line.remove_suffix(1);
    const std::optional<log::Digest> bytes = log::DigestFromHex(line);  // a key is as long as a digest
    if (!bytes) {
      return absl::InvalidArgumentError(path +
                                        " is not a digest key: it must be a line of 64 hexadecimal digits");
    }
    return DigestKey{log::ToBytes(*bytes), false};
  }
  if (!create) {
    return absl::NotFoundError("the digest key " + path +
                               " does not exist; provide the key of the other servers of this log, or create "
                               "the first key with: openssl rand -hex 32 > " +
                               path);
  }
  DigestKey key{std::string(kKeyBytes, '\0'), true};
  if (RAND_bytes(reinterpret_cast<unsigned char*>(key.bytes.data()), static_cast<int>(kKeyBytes)) != 1) {
    return absl::UnavailableError("OpenSSL has no random bytes");
  }
  absl::Status written = WriteKeyFile(path, absl::BytesToHexString(key.bytes) + "\n", kOwnerOnly);
  if (!written.ok()) return written;
  return key;
}

}  // namespace verbatim::store
