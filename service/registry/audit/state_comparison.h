#pragma once

#include <set>

#include "absl/status/status.h"
#include "store/store.h"

namespace verbatim::registry {

// Compares the tables of a store's state, row for row, with the tables computed from its log.
// `without_payload` has the indexes of the entries without a payload. DATA_LOSS describes the first
// difference, or a table of `store` that cannot be read. Also returns the errors of `computed`. Blocks on
// both stores. Any thread.
absl::Status CompareState(store::Store& store, store::Store& computed,
                          const std::set<store::LogIndex>& without_payload);

}  // namespace verbatim::registry
