#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// UTF-8 as defined by Unicode 15, table 3-7: no surrogates, no overlong forms, nothing above U+10FFFF.
namespace verbatim::text {

// Returns the offset of the first ill-formed sequence, or nothing if all of `bytes` is UTF-8.
std::optional<size_t> FindInvalidUtf8(std::string_view bytes);

// Returns whether `offset` is between two code points of `text` or at one of its ends. `text` must be UTF-8.
bool IsCodePointBoundary(std::string_view text, size_t offset);

// Numbers of code points and of UTF-16 code units.
struct UnitCounts {
  size_t code_points = 0;
  size_t utf16 = 0;
};

// Counts the units of `text`, which must be UTF-8.
UnitCounts CountUnits(std::string_view text);

// Returns the longest prefix (suffix) of `text` that has at most `count` code points. `text` must be UTF-8.
std::string_view FirstCodePoints(std::string_view text, size_t count);
std::string_view LastCodePoints(std::string_view text, size_t count);

// Returns the longest prefix of `text` that has at most `bytes` bytes and cuts no code point. `text` must be
// UTF-8.
std::string_view FirstBytes(std::string_view text, size_t bytes);

// Appends a code point, which must not be a surrogate.
void AppendUtf8(char32_t c, std::string& out);

}  // namespace verbatim::text
