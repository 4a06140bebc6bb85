#include "text/html/html_input.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

// Bytes between polls.
constexpr size_t kBlock = 4096;

std::string WithoutControls(std::string_view html, StopPoll& poll) {
  std::string clean;
  clean.reserve(html.size());
  for (size_t i = 0; i < html.size() && !poll.Step(kBlock);) {
    const size_t end = std::min(i + kBlock, html.size());
    for (; i < end; ++i) {
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
  }
  return clean;
}

// Returns the value of a digit, or -1.
int DigitOf(char c, int base) {
  const char lower = ToAsciiLower(c);
  if (IsAsciiDigit(lower)) return lower - '0';
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string WithReferencesInRange(std::string_view html, StopPoll& poll) {
  constexpr int32_t kLast = 0x10FFFF;
  constexpr size_t kReferenceSteps = 16;
  std::string clean;
  clean.reserve(html.size());
  size_t copied = 0;
  for (size_t found = html.find('&'); found != std::string_view::npos; found = html.find('&', found + 1)) {
    if (poll.Step(kReferenceSteps)) break;
    if (!html.substr(found).starts_with("&#")) continue;
    size_t end = found + 2;
    const int base = end < html.size() && ToAsciiLower(html[end]) == 'x' ? 16 : 10;
    if (base == 16) ++end;
    int32_t value = 0;
    for (; end < html.size() && !poll.Step(); ++end) {
      const int digit = DigitOf(html[end], base);
      if (digit < 0) break;
      value = std::min(value * base + digit, kLast + 1);
    }
    if (value <= kLast) continue;
    clean.append(html, copied, found - copied).append("&#xFFFD");
    copied = end;
  }
  return clean.append(html, copied);
}

}  // namespace

std::string PrepareHtml(std::string_view html, StopPoll& poll) {
  return WithReferencesInRange(WithoutControls(html, poll), poll);
}

}  // namespace verbatim::text
