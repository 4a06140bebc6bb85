#include "verbatimd/log_identity.h"

#include <cstdint>
#include <utility>

#include "store/digest_key.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {

absl::StatusOr<registry::LogIdentity> OpenLogIdentity(store::Store& store, const StoreOptions& options) {
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
  return registry::LogIdentity{std::move(key->key), key->verifier.name, options.witnesses};
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
  return std::move(key->bytes);
}

}  // namespace verbatim::verbatimd
