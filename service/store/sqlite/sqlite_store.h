#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::store {

// Opens the store in a SQLite file: WAL, synchronous=FULL, one writer, up to `max_readers` read connections.
// While it is open, it holds a FileLock, so that no second process opens it by any path.
// Errors as for OpenStore.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, int max_readers,
                                                       Access access, size_t record_cache_bytes);

}  // namespace verbatim::store
