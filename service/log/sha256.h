#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace verbatim::log {

using Digest = std::array<uint8_t, 32>;

// Returns the SHA-256 (FIPS 180-4) of `bytes`. Any thread.
Digest Sha256(std::string_view bytes);

// The digest as a string of 32 bytes, or of 64 lower-case hexadecimal digits.
std::string ToBytes(const Digest& digest);
std::string ToHex(const Digest& digest);

// A view of the digest's bytes.
inline std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Returns nothing unless `bytes` has exactly 32 bytes.
std::optional<Digest> DigestFromBytes(std::string_view bytes);

}  // namespace verbatim::log
