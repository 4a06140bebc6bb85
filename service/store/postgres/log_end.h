#pragma once

#include "absl/status/status.h"
#include "store/postgres/connection.h"

namespace verbatim::store::postgres {

// Checks that the end of the log is where the head and the other tables say: no entry at the end is gone, the
// last leaf has its hash, and the head has the hashes of its tree. Otherwise the next checkpoint would
// contradict the ones that were signed before. DATA_LOSS says what is wrong. Reads a few rows; others may
// write meanwhile.
absl::Status CheckLogEnd(Connection& connection);

}  // namespace verbatim::store::postgres
