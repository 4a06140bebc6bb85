#pragma once

#include "absl/status/statusor.h"
#include "registry/registry.h"
#include "store/store.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Reads the log's key. For an empty log, creates the key and logs that the key was created. Returns the
// errors of store::OpenLogKey and of `store`.
absl::StatusOr<registry::LogIdentity> OpenLogIdentity(store::Store& store, const StoreOptions& options);

}  // namespace verbatim::verbatimd
