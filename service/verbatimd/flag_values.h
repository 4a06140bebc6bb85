#pragma once

#include <chrono>
#include <span>
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

// Returns the duration in a flag. INVALID_ARGUMENT unless it is 1s to 24h.
absl::StatusOr<std::chrono::seconds> SecondsFrom(absl::Duration duration, std::string_view flag);

// A flag that is a number, and its least value.
struct IntFlag {
  std::string_view name;
  int value;
  int least = 1;
};
// INVALID_ARGUMENT names the first flag that is less than its least value.
absl::Status CheckLeast(std::span<const IntFlag> flags);

// Whether any of the addresses of --listen is a HOST:PORT.
bool HasPort(const std::vector<std::string>& listen);

}  // namespace verbatim::verbatimd
