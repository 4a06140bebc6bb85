#pragma once

#include "absl/status/status.h"
#include "store/sqlite/connection.h"

namespace verbatim::store {

// Checks that the end of the log is where the other tables say: no entry at the end is gone, and the last leaf
// has its hash. Otherwise the next checkpoint would be that of a shorter log, which contradicts the ones that
// were signed before. DATA_LOSS says what is wrong. Reads a few rows.
absl::Status CheckLogEnd(Connection& connection);

}  // namespace verbatim::store
