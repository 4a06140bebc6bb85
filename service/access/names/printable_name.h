#pragma once

#include <cstddef>
#include <string_view>

namespace verbatim::access {

// The longest name of a caller that the log records.
inline constexpr size_t kMaxNameBytes = 256;

// Returns why a caller's name cannot be recorded and compared by people; empty if it can. A name must be
// UTF-8 of 1 to kMaxNameBytes bytes without control characters, characters without width, and characters that
// change the direction of text.
std::string_view ReasonToRejectName(std::string_view name);

}  // namespace verbatim::access
