#pragma once

#include <string_view>

#include "absl/strings/string_view.h"

namespace verbatim {

// Converts to absl::string_view, which Abseil's functions take. In some builds, such as Debian 12's, that
// type is not std::string_view.
inline absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace verbatim
