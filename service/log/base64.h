#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim::log {

// Standard base64 with padding (RFC 4648, section 4).
std::string ToBase64(std::string_view bytes);

// Nothing if `text` is not exactly what ToBase64 would write: one value has one text.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace verbatim::log
