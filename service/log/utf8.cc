#include "log/utf8.h"

#include <cstddef>
#include <cstdint>

namespace verbatim::log {

std::optional<char32_t> TakeCodePoint(std::string_view& bytes) {
  const auto lead = static_cast<uint8_t>(bytes.front());
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if ((lead >= 0x80 && lead < 0xC0) || lead >= 0xF8 || bytes.size() < length) return std::nullopt;
  char32_t point = length == 1 ? lead : lead & (0x7F >> length);
  for (char byte : bytes.substr(1, length - 1)) {
    if ((static_cast<uint8_t>(byte) & 0xC0) != 0x80) return std::nullopt;
    point = point << 6 | (static_cast<uint8_t>(byte) & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};  // by length in bytes
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < kSmallest[length] || surrogate || point > 0x10FFFF) return std::nullopt;
  bytes.remove_prefix(length);
  return point;
}

bool IsWhiteSpace(char32_t point) {
  return (point >= '\t' && point <= '\r') || point == ' ' || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000;
}

}  // namespace verbatim::log
