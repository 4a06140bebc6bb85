#include "store/log_key.h"

#include <optional>
#include <utility>

#include "log/sha256.h"
#include "store/key_files.h"

namespace verbatim::store {
namespace {

constexpr size_t kOriginDigits = 16;

absl::StatusOr<LogKey> ReadOrCreate(const LogKeyFiles& files, bool may_create) {
  absl::StatusOr<std::optional<std::string>> pem = ReadKeyFile(files.private_key);
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
  if (absl::Status status = WriteKeyFile(files.private_key, key.ToPem(), kOwnerOnly); !status.ok())
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
  absl::StatusOr<std::optional<std::string>> known = std::optional<std::string>();
  if (!files.verifier_key.empty()) known = ReadKeyFile(files.verifier_key);
  if (!known.ok()) return known.status();
  // If the verifier key is known, the log was signed before. Replacing a lost key would look like a fork.
  absl::StatusOr<LogKey> opened = ReadOrCreate(files, files.create && !*known);
  if (!opened.ok()) return opened.status();
  opened->verifier.public_key = opened->key.public_key();
  opened->verifier.name = origin.empty() ? DefaultOrigin(opened->verifier.public_key) : origin;

  if (files.verifier_key.empty()) return opened;

  std::string line = opened->verifier.ToText() + '\n';
  if (!*known) {
    if (absl::Status status = WriteKeyFile(files.verifier_key, line, kEveryoneReads); !status.ok())
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
