#include "registry/requests/uuid.h"

#include <array>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace verbatim::registry {

std::string MakeUuidV7(const Environment& environment) {
  std::array<uint8_t, 16> uuid;
  environment.random_bytes(uuid);
  const uint64_t millis = static_cast<uint64_t>(environment.now_micros()) / 1000;
  for (size_t i = 0; i < 6; ++i) uuid[i] = static_cast<uint8_t>(millis >> (8 * (5 - i)));
  uuid[6] = static_cast<uint8_t>((uuid[6] & 0x0F) | 0x70);  // version 7
  uuid[8] = static_cast<uint8_t>((uuid[8] & 0x3F) | 0x80);  // variant of RFC 9562
  const std::string hex = absl::BytesToHexString({reinterpret_cast<const char*>(uuid.data()), uuid.size()});
  const absl::string_view digits = hex;
  return absl::StrCat(digits.substr(0, 8), "-", digits.substr(8, 4), "-", digits.substr(12, 4), "-",
                      digits.substr(16, 4), "-", digits.substr(20));
}

}  // namespace verbatim::registry
