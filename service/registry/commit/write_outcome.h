#pragma once

#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "store/store.h"

namespace verbatim::registry {

// The error of a write that the store refused: any outcome but kCommitted and kRepeated. `field` is the field of the
// request that named the resource, for NOT_FOUND.
absl::Status ToStatus(const store::WriteResult& result, const std::optional<store::RequestKey>& request,
                      std::string_view field = "name");

}  // namespace verbatim::registry
