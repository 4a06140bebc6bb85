#include "verbatimd/log_identity.h"

#include <cstdint>
#include <utility>

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

}  // namespace verbatim::verbatimd
