#include "text/unicode/spaced_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace verbatim::text {
namespace {

// Calls `on_word(start, end)` for each run of characters that are not white space.
template <typename OnWord>
void ForEachWord(std::string_view text, StopPoll& poll, OnWord on_word) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  size_t word = std::string_view::npos;
  for (int64_t at = 0; at < size;) {
    const auto start = static_cast<size_t>(at);
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (u_isUWhiteSpace(c)) {
      if (word != std::string_view::npos) on_word(word, start);
      word = std::string_view::npos;
    } else if (word == std::string_view::npos) {
      word = start;
    }
    if (poll.Step()) return;
  }
  if (word != std::string_view::npos) on_word(word, text.size());
}

}  // namespace

SpacedText::SpacedText(std::string_view text, StopPoll& poll) {
  spaced_.reserve(text.size());
  size_t end_of_previous = 0;
  ForEachWord(text, poll, [&](size_t start, size_t end) {
    if (start > end_of_previous) spaced_ += ' ';
    if (marks_.empty() || start != marks_.back().source + (spaced_.size() - marks_.back().spaced)) {
      marks_.push_back({spaced_.size(), start});
    }
    spaced_.append(text.substr(start, end - start));
    end_of_previous = end;
  });
  if (end_of_previous < text.size()) spaced_ += ' ';
}

size_t SpacedText::SourceAt(size_t spaced) const {
  auto mark = std::upper_bound(marks_.begin(), marks_.end(), spaced,
                               [](size_t at, const Mark& other) { return at < other.spaced; });
  if (mark == marks_.begin()) return spaced;
  --mark;
  return mark->source + (spaced - mark->spaced);
}

ByteRange SpacedText::SourceOf(ByteRange range) const {
  return {SourceAt(range.start), SourceAt(range.end - 1) + 1};
}

size_t SpacedText::OffsetOf(size_t source) const {
  auto next = std::upper_bound(marks_.begin(), marks_.end(), source,
                               [](size_t at, const Mark& other) { return at < other.source; });
  if (next == marks_.begin()) return std::min(source, spaced_.size());
  const Mark& mark = *(next - 1);
  const size_t limit = next == marks_.end() ? spaced_.size() : next->spaced;
  // In a run of white space, all bytes but the first lie beyond the space.
  return std::min(mark.spaced + (source - mark.source), limit);
}

std::string CollapseSpace(std::string_view text) {
  StopPoll poll;
  std::string collapsed;
  ForEachWord(text, poll, [&](size_t start, size_t end) {
    if (!collapsed.empty()) collapsed += ' ';
    collapsed.append(text.substr(start, end - start));
  });
  return collapsed;
}

std::string RemoveSpace(std::string_view text) {
  StopPoll poll;
  std::string kept;
  ForEachWord(text, poll, [&](size_t start, size_t end) { kept.append(text.substr(start, end - start)); });
  return kept;
}

}  // namespace verbatim::text
