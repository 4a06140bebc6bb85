#pragma once

#include "absl/status/status.h"
#include "store/store.h"

namespace verbatim::store {

// Counts an error of a read of `store`, and records in store.damage() the damage that the read found: of a
// resource, or of the log if the leaf is at fault. Reads the leaf and its hash from the store. Returns `status`,
// also if it reports no damage.
absl::Status ReportDamage(Store& store, absl::Status status);

}  // namespace verbatim::store
