#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

// Checks of values that several flags share.
namespace verbatim::verbatimd {

// Returns the names in a flag, trimmed. INVALID_ARGUMENT if a name is empty.
absl::StatusOr<std::vector<std::string>> NamesFrom(const std::vector<std::string>& given,
                                                   std::string_view flag);

}  // namespace verbatim::verbatimd
