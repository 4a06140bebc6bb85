#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "registry/registry.h"
#include "store/store.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Reads the log's key. For an empty log, creates the key and logs that the key was created. Returns the
// errors of store::OpenLogKey and of `store`; FAILED_PRECONDITION if other servers of the log have another
// key or origin.
absl::StatusOr<registry::LogIdentity> OpenLogIdentity(store::Store& store, const StoreOptions& options);

// Checks that another copy of the log has this key and origin. INVALID_ARGUMENT if it has others;
// FAILED_PRECONDITION if it has none yet; otherwise the errors of `store`.
absl::Status CheckIdentity(store::Store& copy, const registry::LogIdentity& identity);

// Reads the log's digest key. Creates the key if it may and there is none, and logs that the key was created.
// Returns the errors of store::OpenDigestKey and of `store`; FAILED_PRECONDITION if other servers of the log
// have another key.
absl::StatusOr<std::string> OpenDigestKey(store::Store& store, const StoreOptions& options);

}  // namespace verbatim::verbatimd
