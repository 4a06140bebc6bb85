#include "text/unicode/utf8.h"

#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace verbatim::text {
namespace {

const uint8_t* Bytes(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

bool IsContinuation(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) == 0x80; }

// Returns whether the eight bytes of a word are ASCII.
bool IsAscii(uint64_t word) { return (word & 0x8080808080808080) == 0; }

// Returns the number of bytes of a word whose lowest bit is set in `marks`. The highest byte of the product
// is their sum.
size_t CountLowest(uint64_t marks) {
  constexpr uint64_t kLowest = 0x0101010101010101;
  return (marks & kLowest) * kLowest >> 56;
}

}  // namespace

std::optional<size_t> FindInvalidUtf8(std::string_view bytes) {
  const uint8_t* data = Bytes(bytes);
  const auto size = static_cast<int64_t>(bytes.size());
  int64_t i = 0;
  while (i < size) {
    // Skip eight ASCII bytes at a time.
    uint64_t word;
    while (i + 8 <= size && (std::memcpy(&word, data + i, 8), IsAscii(word))) i += 8;
    if (i >= size) break;
    int64_t start = i;
    UChar32 c;
    U8_NEXT(data, i, size, c);
    if (c < 0) return static_cast<size_t>(start);
  }
  return std::nullopt;
}

bool IsCodePointBoundary(std::string_view text, size_t offset) {
  return offset == text.size() || (offset < text.size() && !IsContinuation(text[offset]));
}

UnitCounts CountUnits(std::string_view text) {
  UnitCounts counts{text.size(), text.size()};
  const auto take = [&counts](uint64_t word) {
    if (IsAscii(word)) return;
    const size_t continuations = CountLowest((word >> 7) & ~(word >> 6));
    counts.code_points -= continuations;
    // Code points above U+FFFF take two units in UTF-16. In UTF-8 they take four bytes and begin with
    // 1111xxxx.
    counts.utf16 -= continuations - CountLowest((word >> 7) & (word >> 6) & (word >> 5) & (word >> 4));
  };
  for (; text.size() >= sizeof(uint64_t); text.remove_prefix(sizeof(uint64_t))) {
    uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    take(word);
  }
  uint64_t rest = 0;
  std::memcpy(&rest, text.data(), text.size());
  take(rest);
  return counts;
}

std::string_view FirstCodePoints(std::string_view text, size_t count) {
  size_t end = 0;
  for (; end < text.size(); ++end) {
    if (!IsContinuation(text[end]) && count-- == 0) break;
  }
  return text.substr(0, end);
}

std::string_view LastCodePoints(std::string_view text, size_t count) {
  size_t start = text.size();
  while (start > 0 && count > 0) count -= !IsContinuation(text[--start]);
  return text.substr(start);
}

std::string_view FirstBytes(std::string_view text, size_t bytes) {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && IsContinuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

void AppendUtf8(char32_t c, std::string& out) {
  std::array<uint8_t, U8_MAX_LENGTH> bytes;
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, static_cast<UChar32>(c));
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(size));
}

}  // namespace verbatim::text
