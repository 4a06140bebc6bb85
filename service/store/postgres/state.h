#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "store/postgres/pool.h"
#include "store/store.h"

namespace verbatim::store::postgres {

// Implements Store::ReadState.
absl::StatusOr<std::vector<StateRow>> ReadStateRows(Pool& pool, StateTable table,
                                                    const std::optional<StateRow>& after, int64_t limit);

}  // namespace verbatim::store::postgres
