#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim::log {

// Standard base64 with padding (RFC 4648, section 4).
std::string ToBase64(std::string_view bytes);

// Returns nothing unless `text` is exactly what ToBase64 returns: each value has one encoding.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace verbatim::log
