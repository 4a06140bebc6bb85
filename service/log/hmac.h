#pragma once

#include <string_view>

#include "log/sha256.h"

namespace verbatim::log {

// Returns the HMAC-SHA-256 (RFC 2104) of `bytes` under `key`, which has at most 64 bytes. Any thread.
Digest HmacSha256(std::string_view key, std::string_view bytes);

}  // namespace verbatim::log
