#include "text/quotes/difference.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <string>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

enum class Spaces { kAscii, kUnicode };

// Returns `text` with each run of white space as one space, and none at its ends.
std::string Collapse(std::string_view text, Spaces spaces) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  std::string collapsed;
  bool space = false;
  for (int64_t at = 0; at < size;) {
    const int64_t start = at;
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (IsAsciiSpace(c) || (spaces == Spaces::kUnicode && u_isUWhiteSpace(c))) {
      space = true;
      continue;
    }
    if (space && !collapsed.empty()) collapsed += ' ';
    space = false;
    collapsed += text.substr(static_cast<size_t>(start), static_cast<size_t>(at - start));
  }
  return collapsed;
}

}  // namespace

Difference DifferenceBetween(std::string_view quote, std::string_view passage) {
  if (quote == passage) return Difference::kNone;
  if (Collapse(quote, Spaces::kAscii) == Collapse(passage, Spaces::kAscii)) return Difference::kWhiteSpace;
  if (Collapse(quote, Spaces::kUnicode) == Collapse(passage, Spaces::kUnicode)) return Difference::kNoBreak;
  return Difference::kTypography;
}

}  // namespace verbatim::text
