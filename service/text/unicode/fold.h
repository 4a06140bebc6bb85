#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// A text reduced to its words, for comparing quotes that were typed or generated instead of copied:
//
//   letters      compatibility decomposition (NFKD: ligatures, full-width forms, …), without combining
//                diacritical marks (U+0300 to U+036F) and the optional marks of Arabic and Hebrew, simple case
//                folding; a sharp s becomes ss; the two characters that stand for whole phrases (U+FDFA, U+FDFB)
//                stay, so that a text folds into at most two code points a byte
//   superscripts their digits stay as they are: 10² is not 102
//   white space  any run, including no-break spaces, becomes one space; none remains at the ends
//   quotes       single and double quotes of any style, and primes, become ' and "
//   dashes       hyphens, dashes and the minus sign become -
//   dropped      soft hyphens, zero-width characters, direction marks
//
// An ellipsis becomes three full stops by its compatibility decomposition. Each folded code point records
// where it came from, so a place in the folded text can be mapped back to the text. `text` must be UTF-8 of
// less than 4 GiB and outlive the object. After a poll that says stop, the object must not be used.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);
  FoldedText(std::string_view text, StopPoll& poll);

  std::u32string_view code_points() const { return code_points_; }

  // Returns the bytes of the text that the folded code points from `start` up to `end` came from, with the
  // marks that belong to the last one. start < end. The marks can be as long as the text.
  ByteRange SourceOf(size_t start, size_t end) const;
  ByteRange SourceOf(size_t start, size_t end, StopPoll& poll) const;

  // Returns the first folded code point that comes from `byte` of the text or from behind it.
  size_t IndexOf(size_t byte) const;

 private:
  void Add(char32_t folded, size_t start, StopPoll& poll);

  std::string_view text_;
  std::u32string code_points_;
  std::vector<uint32_t> starts_;  // byte offset of each folded code point
};

}  // namespace verbatim::text
