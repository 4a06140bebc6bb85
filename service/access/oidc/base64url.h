#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim::access::oidc {

// Decodes base64url without padding (RFC 7515, section 2). Returns nothing unless `text` is the only encoding
// of its bytes, so that nobody can make a second token from a token.
std::optional<std::string> FromBase64Url(std::string_view text);

}  // namespace verbatim::access::oidc
