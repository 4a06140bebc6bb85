#pragma once

#include <cstdint>

// Classes of ASCII characters. The argument is a char or a code point; no character above U+007F matches.
namespace verbatim::text {

constexpr bool IsAsciiDigit(int32_t c) { return c >= '0' && c <= '9'; }

// White space as HTML defines it: space, tab, line feed, form feed, carriage return.
constexpr bool IsAsciiSpace(int32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

constexpr char ToAsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace verbatim::text
