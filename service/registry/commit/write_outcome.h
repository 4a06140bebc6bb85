#pragma once

#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "store/store.h"

namespace verbatim::registry {

// Returns the error for a write that the store refused. REQUIRES: the outcome is not kCommitted or kRepeated.
// NOT_FOUND names `field`, the field of the request that named the resource.
absl::Status ToStatus(const store::WriteResult& result, const std::optional<store::RequestKey>& request,
                      std::string_view field = "name");

}  // namespace verbatim::registry
