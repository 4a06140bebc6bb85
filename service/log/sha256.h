#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace verbatim::log {

using Digest = std::array<uint8_t, 32>;

// Returns the SHA-256 (FIPS 180-4) of `bytes`. Any thread.
Digest Sha256(std::string_view bytes);
// The same of all parts, one after the other.
Digest Sha256OfParts(std::initializer_list<std::string_view> parts);

// The digest as a string of 32 bytes, or of 64 lower-case hexadecimal digits.
std::string ToBytes(const Digest& digest);
std::string ToHex(const Digest& digest);

// A view of the digest's bytes.
inline std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Returns nothing unless `bytes` has exactly 32 bytes.
std::optional<Digest> DigestFromBytes(std::string_view bytes);
// Returns nothing unless `text` is 64 hexadecimal digits, of either case.
std::optional<Digest> DigestFromHex(std::string_view text);

}  // namespace verbatim::log
