#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

// Checks of values that several flags share.
namespace verbatim::verbatimd {

// Returns the names in a flag, trimmed. INVALID_ARGUMENT if a name is empty.
absl::StatusOr<std::vector<std::string>> NamesFrom(const std::vector<std::string>& given,
                                                   std::string_view flag);

// INVALID_ARGUMENT unless the duration in a flag is 1s to 24h.
absl::Status CheckSecondsToDay(absl::Duration duration, std::string_view flag);

}  // namespace verbatim::verbatimd
