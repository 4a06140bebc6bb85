#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::store {

// Opens the store in a PostgreSQL database, which any number of processes may use at once. Opens up to
// `max_readers` connections for reads, one for writes and one that follows the head of the log. Errors as for
// OpenStore.
absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const std::string& uri, int max_readers,
                                                         Access access, size_t record_cache_bytes,
                                                         const Patience& patience);

}  // namespace verbatim::store
