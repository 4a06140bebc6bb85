#pragma once

#include <cstddef>
#include <string_view>

namespace verbatim::text {

// A half-open range of bytes of a text.
struct ByteRange {
  size_t start = 0;
  size_t end = 0;

  size_t size() const { return end - start; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

// Returns the bytes of `text` in `range`, which must be inside.
inline std::string_view Slice(std::string_view text, ByteRange range) {
  return text.substr(range.start, range.size());
}

// A half-open range in the three units that client languages count in. All three are given because W3C Web
// Annotation leaves the unit of a TextPositionSelector open.
struct Span {
  ByteRange bytes;
  size_t code_point_start = 0;
  size_t code_point_end = 0;
  size_t utf16_start = 0;
  size_t utf16_end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace verbatim::text
