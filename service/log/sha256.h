#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace verbatim::log {

using Digest = std::array<uint8_t, 32>;

// SHA-256 (FIPS 180-4) of `bytes`. Any thread.
Digest Sha256(std::string_view bytes);

// The digest's 32 bytes as a string, and as 64 lower-case hexadecimal digits.
std::string ToBytes(const Digest& digest);
std::string ToHex(const Digest& digest);

// The digest's bytes where they are.
inline std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Nothing unless there are exactly 32 bytes.
std::optional<Digest> DigestFromBytes(std::string_view bytes);

}  // namespace verbatim::log
