#include "verbatimd/log_identity.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/hmac.h"
#include "log/sha256.h"
#include "store/digest_key.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {
namespace {

// Names of what the servers of a log agree on. They are stored.
constexpr char kVerifierKey[] = "verifier_key";
constexpr char kDigestKeyCheck[] = "digest_key_check";

// Returns a digest of the digest key from which nobody can tell the key.
std::string CheckOf(const std::string& digest_key) {
  return log::ToHex(log::HmacSha256(digest_key, "the digest key of the servers of a log"));
}

}  // namespace

absl::StatusOr<registry::LogIdentity> OpenLogIdentity(store::Store& store, const StoreOptions& options) {
  if (options.log_key.private_key.empty())
    return absl::InvalidArgumentError("--log_key must be given with a PostgreSQL store");
  absl::StatusOr<int64_t> size = store.Size();
  if (!size.ok()) return size.status();
  store::LogKeyFiles files = options.log_key;
  files.create = files.create && *size == 0;
  absl::StatusOr<store::LogKey> key = store::OpenLogKey(files, options.log_origin);
  if (!key.ok()) return key.status();
  if (key->created) {
    LogLine(Severity::kInfo, "created the log's key",
            {{"private_key", files.private_key}, {"verifier_key", key->verifier.ToText()}});
  }
  const std::string verifier = key->verifier.ToText();
  absl::StatusOr<std::string> agreed = store.Agree(kVerifierKey, verifier);
  if (!agreed.ok()) return agreed.status();
  if (*agreed != verifier) {
    return absl::FailedPreconditionError(
        absl::StrCat("the servers of this log have another key or origin: ", *agreed, " instead of ",
                     verifier, "; give --log_key and --log_origin of the others"));
  }
  return registry::LogIdentity{std::move(key->key), key->verifier.name, options.witnesses};
}

absl::Status CheckIdentity(store::Store& copy, const registry::LogIdentity& identity) {
  const std::string verifier = identity.verifier().ToText();
  absl::StatusOr<std::string> agreed = copy.Agree(kVerifierKey, verifier);
  if (!agreed.ok()) return agreed.status();
  if (*agreed == verifier) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("the database has the log of another key, ", *agreed));
}

absl::StatusOr<std::string> OpenDigestKey(store::Store& store, const StoreOptions& options) {
  absl::StatusOr<int64_t> size = store.Size();
  if (!size.ok()) return size.status();
  absl::StatusOr<store::DigestKey> key = store::OpenDigestKey(options.digest_key, options.create_digest_key);
  if (!key.ok()) return key.status();
  if (key->created) {
    // A log of an earlier version has no such key.
    LogLine(*size == 0 ? Severity::kInfo : Severity::kWarning,
            *size == 0 ? "created the log's digest key"
                       : "created a digest key for a log with entries; if the log had one, restore it and "
                         "restart",
            {{"digest_key", options.digest_key}});
  }
  const std::string check = CheckOf(key->bytes);
  absl::StatusOr<std::string> agreed = store.Agree(kDigestKeyCheck, check);
  if (!agreed.ok()) return agreed.status();
  if (*agreed != check) {
    return absl::FailedPreconditionError(
        absl::StrCat(options.digest_key, " is not the digest key of the other servers of this log"));
  }
  return std::move(key->bytes);
}

}  // namespace verbatim::verbatimd
