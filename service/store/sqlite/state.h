#pragma once

#include <optional>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace verbatim::store {

// Implements Store::ReadState.
std::vector<StateRow> ReadStateRows(Connection& connection, StateTable table,
                                    const std::optional<StateRow>& after, int64_t limit);

}  // namespace verbatim::store
