#include "text/unicode/indexed_text.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// Bytes between marks. A conversion scans at most this many bytes, about 100 ns. A mark takes 24 bytes, about
// 5% of the text.
constexpr size_t kStride = 512;

}  // namespace

IndexedText::IndexedText(std::string text, std::vector<ByteRange> sentences, const ShouldStop& should_stop)
    : text_(std::move(text)), sentences_(std::move(sentences)) {
  StopPoll poll(should_stop);
  Mark mark;
  marks_.reserve(text_.size() / kStride + 1);
  marks_.push_back(mark);
  while (mark.byte + kStride < text_.size() && !poll.Step(kStride)) {
    size_t next = mark.byte + kStride;
    while (!IsCodePointBoundary(text_, next)) ++next;
    mark = MarkAfter(mark, next);
    marks_.push_back(mark);
  }
}

IndexedText::Mark IndexedText::MarkAfter(const Mark& before, size_t byte) const {
  const UnitCounts counts = CountUnits(std::string_view(text_).substr(before.byte, byte - before.byte));
  return {byte, before.code_point + counts.code_points, before.utf16 + counts.utf16};
}

IndexedText::Mark IndexedText::MarkAt(size_t byte) const {
  auto after = std::upper_bound(marks_.begin(), marks_.end(), byte,
                                [](size_t value, const Mark& mark) { return value < mark.byte; });
  return MarkAfter(*(after - 1), byte);
}

Span IndexedText::SpanOf(ByteRange range) const {
  assert(range.start <= range.end && IsCodePointBoundary(text_, range.start) &&
         IsCodePointBoundary(text_, range.end));
  const Mark start = MarkAt(range.start);
  const Mark end = range.end - range.start < kStride ? MarkAfter(start, range.end) : MarkAt(range.end);
  return {range, start.code_point, end.code_point, start.utf16, end.utf16};
}

std::optional<size_t> IndexedText::ByteOfCodePoint(size_t code_point) const {
  auto after = std::upper_bound(marks_.begin(), marks_.end(), code_point,
                                [](size_t value, const Mark& mark) { return value < mark.code_point; });
  const Mark& before = *(after - 1);
  size_t wanted = code_point - before.code_point;
  std::string_view piece = FirstCodePoints(std::string_view(text_).substr(before.byte, 8 * kStride), wanted);
  if (CountUnits(piece).code_points != wanted) return std::nullopt;
  return before.byte + piece.size();
}

std::optional<size_t> IndexedText::ByteOfUtf16(size_t unit) const {
  auto after = std::upper_bound(marks_.begin(), marks_.end(), unit,
                                [](size_t value, const Mark& mark) { return value < mark.utf16; });
  const Mark& before = *(after - 1);
  size_t byte = before.byte;
  size_t at = before.utf16;
  while (at < unit && byte < text_.size()) {
    size_t next = byte + 1;
    while (!IsCodePointBoundary(text_, next)) ++next;
    at += next - byte == 4 ? 2 : 1;  // four bytes in UTF-8 are a surrogate pair in UTF-16
    byte = next;
  }
  return at == unit ? std::optional(byte) : std::nullopt;
}

IndexedText::SentenceRange IndexedText::SentencesIn(ByteRange range) const {
  auto first =
      std::lower_bound(sentences_.begin(), sentences_.end(), range.start,
                       [](const ByteRange& sentence, size_t start) { return sentence.end <= start; });
  auto last = std::lower_bound(first, sentences_.end(), range.end,
                               [](const ByteRange& sentence, size_t end) { return sentence.start < end; });
  return {static_cast<size_t>(first - sentences_.begin()), static_cast<size_t>(last - sentences_.begin())};
}

size_t IndexedText::MemoryUse() const {
  return sizeof(*this) + text_.capacity() + sentences_.capacity() * sizeof(ByteRange) +
         marks_.capacity() * sizeof(Mark);
}

}  // namespace verbatim::text
