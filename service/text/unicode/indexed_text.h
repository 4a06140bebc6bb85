#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// A text with its sentences, and an index that converts offsets between bytes, code points and UTF-16 code
// units. The time of a conversion does not depend on the position in the text. Immutable after construction:
// any number of threads may read it.
class IndexedText {
 public:
  // `text` must be UTF-8 (see FindInvalidUtf8). `sentences` must be in the form that FindSentences returns.
  // If `should_stop` ends the constructor, the object must not be used.
  IndexedText(std::string text, std::vector<ByteRange> sentences, const ShouldStop& should_stop = {});

  const std::string& text() const { return text_; }
  const std::vector<ByteRange>& sentences() const { return sentences_; }
  std::string_view Slice(ByteRange range) const {
    return std::string_view(text_).substr(range.start, range.size());
  }

  // `range` must lie in the text and begin and end at code point boundaries.
  Span SpanOf(ByteRange range) const;

  // Returns the byte offset of a code point or UTF-16 offset, or nothing if that offset is past the end or,
  // for UTF-16, inside a surrogate pair.
  std::optional<size_t> ByteOfCodePoint(size_t code_point) const;
  std::optional<size_t> ByteOfUtf16(size_t unit) const;

  // The half-open range of indexes of the sentences that share at least one byte with `range`.
  struct SentenceRange {
    size_t first = 0;
    size_t last = 0;  // one past the last; equal to `first` if there is none
  };
  SentenceRange SentencesIn(ByteRange range) const;

  // Returns the memory that the object holds, in bytes. Caches use it.
  size_t MemoryUse() const;

 private:
  // One position in all three units. Marks lie kStride bytes apart, moved up to the next code point boundary.
  struct Mark {
    size_t byte = 0;
    size_t code_point = 0;
    size_t utf16 = 0;
  };

  // Returns the mark at `byte`, counted on from `before`, or from the last mark in `marks_` that is not after
  // `byte`.
  Mark MarkAfter(const Mark& before, size_t byte) const;
  Mark MarkAt(size_t byte) const;

  std::string text_;
  std::vector<ByteRange> sentences_;
  std::vector<Mark> marks_;
};

}  // namespace verbatim::text
