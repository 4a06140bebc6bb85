#pragma once

#include <string_view>

#include "absl/strings/string_view.h"

namespace verbatim {

// The same view as Abseil's type, which its functions take and which is not std::string_view everywhere (not
// in Debian 12's build).
inline absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace verbatim
