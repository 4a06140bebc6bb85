#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

namespace verbatim::text {

// A text reduced to what a reader would call its words, for comparing quotes that were typed or generated
// anew:
//
//   letters       compatibility decomposition (NFKD: ligatures, full-width forms, …), without combining
//   diacritical marks
//                 (U+0300 to U+036F), simple case folding
//   white space   any run, no-break spaces included, becomes one space
//   quotes        single and double, of any style, primes included, become ' and "
//   dashes        hyphens, dashes and the minus sign become -
//   nothing       soft hyphens, zero-width characters, direction marks
//
// An ellipsis becomes three full stops by its compatibility decomposition. Every folded code point knows
// where it came from, so that places in the folded text can be named in the text. `text` must be UTF-8 of
// less than 4 GiB.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  std::u32string_view code_points() const { return code_points_; }

  // The bytes of the text that the folded code points from `start` up to `end` came from, marks that belong
  // to the last one included. start < end.
  ByteRange SourceOf(size_t start, size_t end) const;

 private:
  std::string_view text_;
  std::u32string code_points_;
  std::vector<uint32_t> starts_;  // byte offsets, one a folded code point
};

}  // namespace verbatim::text
