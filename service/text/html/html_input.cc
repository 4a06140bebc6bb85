#include "text/html/html_input.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

std::string WithoutControls(std::string_view html) {
  std::string clean;
  clean.reserve(html.size());
  for (size_t i = 0; i < html.size(); ++i) {
    const char c = html[i];
    if (c == '\xC2') {  // first byte of U+0080 to U+00BF
      const auto second = static_cast<unsigned char>(html[++i]);
      if (second == 0x85) {
        clean += ' ';
      } else if (second > 0x9F) {
        clean.append(html, i - 1, 2);
      }
    } else if (c == '\x0B') {
      clean += ' ';
    } else if (static_cast<unsigned char>(c) >= 0x20 ? c != 0x7F : IsAsciiSpace(c)) {
      clean += c;
    }
  }
  return clean;
}

// The value of a digit, or -1.
int DigitOf(char c, int base) {
  const char lower = ToAsciiLower(c);
  if (IsAsciiDigit(lower)) return lower - '0';
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string WithReferencesInRange(std::string_view html) {
  constexpr int32_t kLast = 0x10FFFF;
  std::string clean;
  clean.reserve(html.size());
  size_t at = 0;
  for (size_t found; (found = html.find("&#", at)) != std::string_view::npos;) {
    size_t end = found + 2;
    const int base = end < html.size() && ToAsciiLower(html[end]) == 'x' ? 16 : 10;
    if (base == 16) ++end;
    int32_t value = 0;
    for (; end < html.size(); ++end) {
      const int digit = DigitOf(html[end], base);
      if (digit < 0) break;
      value = std::min(value * base + digit, kLast + 1);
    }
    clean.append(html, at, found - at);
    if (value > kLast) {
      clean += "&#xFFFD";
    } else {
      clean.append(html, found, end - found);
    }
    at = end;
  }
  return clean.append(html, at);
}

}  // namespace

std::string PrepareHtml(std::string_view html) { return WithReferencesInRange(WithoutControls(html)); }

}  // namespace verbatim::text
