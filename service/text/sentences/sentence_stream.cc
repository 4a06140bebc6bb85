#include "text/sentences/sentence_stream.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <vector>

#include "text/sentences/sentences.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// Bytes that are moved to the searched text at a time.
constexpr size_t kPart = 16 << 10;

// How far past a place the rules of sentence_rules.h look to decide on it: a bracket of 80 bytes and some
// words of 40 bytes.
constexpr size_t kLookAhead = 256;

// When more than this of a line precedes the next sentence, that sentence is treated as the start of the
// line. Abbreviations and brackets need little of the text before them; enumerations need their beginning.
constexpr size_t kContext = 4 << 10;

// A text without a complete sentence is searched again when it has grown by kSmallestStep bytes or by 1 /
// kStepsPerSize of its size, whichever is more.
constexpr size_t kSmallestStep = 64;
constexpr size_t kStepsPerSize = 16;

bool IsSpaceAt(std::string_view text, size_t at) {
  UChar32 c;
  auto offset = static_cast<int32_t>(at);
  U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), offset, static_cast<int32_t>(text.size()), c);
  return u_isUWhiteSpace(c) != 0;
}

// Returns where to divide a sentence of more than kLongest bytes: at the last white space within them,
// otherwise between two code points.
size_t DivideAt(std::string_view text, size_t start) {
  std::string_view part = FirstBytes(text.substr(start), SentenceStream::kLongest);
  for (size_t at = part.size(); at > 1; --at) {
    if (IsCodePointBoundary(part, at - 1) && IsSpaceAt(part, at - 1)) return start + at - 1;
  }
  return start + part.size();
}

size_t SkipSpace(std::string_view text, size_t at) {
  while (at < text.size() && IsSpaceAt(text, at)) at += FirstCodePoints(text.substr(at), 1).size();
  return at;
}

// Returns the start of the first blank at or after `start`, or the end of the text. A blank is a run of
// kLookAhead bytes of white space; it divides any sentence that contains it.
size_t FindBlank(std::string_view text, size_t start) {
  for (size_t at = start; at < text.size();) {
    const size_t end = SkipSpace(text, at);
    if (end >= at + kLookAhead) return at;
    at = end < text.size() ? end + FirstCodePoints(text.substr(end), 1).size() : end;
  }
  return text.size();
}

// Returns the first place from `at` on that decides whether UAX #29 ends a sentence before it, or the end of
// the text. Rule SB8 skips everything but letters, sentence terminators and line ends.
size_t FindDecisive(std::string_view text, size_t at) {
  auto offset = static_cast<int32_t>(at);
  while (static_cast<size_t>(offset) < text.size()) {
    const int32_t start = offset;
    UChar32 c;
    U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), offset, static_cast<int32_t>(text.size()), c);
    switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
      case U_SB_OLETTER:
      case U_SB_UPPER:
      case U_SB_LOWER:
      case U_SB_STERM:
      case U_SB_ATERM:
      case U_SB_SEP:
      case U_SB_CR:
      case U_SB_LF:
        return static_cast<size_t>(start);
      default:
        break;
    }
  }
  return text.size();
}

size_t TrimEnd(std::string_view text, size_t start, size_t end) {
  while (end > start) {
    size_t last = end - 1;
    while (last > start && !IsCodePointBoundary(text, last)) --last;
    if (!IsSpaceAt(text.substr(0, end), last)) break;
    end = last;
  }
  return end;
}

}  // namespace

void SentenceStream::Append(std::string_view bytes) {
  if (bad_byte_ || ended_) return;
  appended_.erase(0, appended_start_);
  appended_start_ = 0;
  appended_.append(bytes);
}

void SentenceStream::End() { ended_ = true; }

bool SentenceStream::Advance() {
  if (bad_byte_) return false;
  std::string_view part = std::string_view(appended_).substr(appended_start_, kPart);
  if (!ended_ || appended_start_ + part.size() < appended_.size()) {
    auto whole = static_cast<int32_t>(part.size());  // the rest of the last code point is in the next part
    U8_TRUNCATE_IF_INCOMPLETE(part.data(), 0, whole);
    part = part.substr(0, static_cast<size_t>(whole));
  }
  if (std::optional<size_t> bad = FindInvalidUtf8(part)) {
    bad_byte_ = base_ + text_.size() + *bad;
    part = part.substr(0, *bad);
  }
  const size_t lines_before = lines_.size();
  text_.append(part);
  appended_start_ += part.size();
  wraps_.Add(part, lines_);
  if (IsAllThere()) wraps_.End(lines_);
  return !part.empty() || lines_.size() > lines_before;
}

// Adds the text from `found_end_` to the end of `range` as a sentence, or only its first part if the sentence
// is too long. A range that is not settled may still grow, so it is added only if it must be divided.
void SentenceStream::Found(ByteRange range, bool settled) {
  size_t start = SkipSpace(std::string_view(lines_).substr(0, range.end), std::max(range.start, found_end_));
  if (range.end > start + kLongest + (settled ? 0 : kLookAhead)) {
    found_end_ = DivideAt(lines_, start);
    found_.push_back({start, TrimEnd(lines_, start, found_end_)});
    return;
  }
  if (!settled || start >= range.end) return;
  found_.push_back({start, range.end});
  found_end_ = range.end;
}

bool SentenceStream::IsAllThere() const {
  return bad_byte_.has_value() || (ended_ && appended_start_ == appended_.size());
}

void SentenceStream::FindMore() {
  const size_t line_end = lines_.rfind('\n');
  const size_t complete = IsAllThere() ? lines_.size() : line_end == std::string::npos ? 0 : line_end + 1;
  // Search again only when there is enough more text. A text that arrives byte by byte then costs only a
  // constant factor more than one that arrives at once.
  const size_t step = std::max(kSmallestStep, (lines_.size() - found_end_) / kStepsPerSize);
  if (complete <= complete_ && lines_.size() < searched_ + step) return;
  complete_ = complete;
  searched_ = lines_.size();
  do {
    MoveWindow();
  } while (FindFrom(complete));
}

// Finds sentences, with the text from `window_` to the next blank as their context. Returns true if the
// window has moved, because there may be more sentences.
bool SentenceStream::FindFrom(size_t complete) {
  const size_t start = window_;
  const size_t blank = FindBlank(lines_, SkipSpace(lines_, found_end_));
  const std::string_view view = std::string_view(lines_).substr(0, blank);
  if (view.size() < lines_.size()) complete = std::max(complete, view.size());
  size_t decisive = 0;
  for (ByteRange range : FindSentencesOfLines(view.substr(start), language_)) {
    range = {range.start + start, range.end + start};
    if (range.end <= found_end_) continue;
    const size_t before = found_end_;
    if (decisive < range.end) decisive = FindDecisive(view, range.end);
    if (decisive > range.end + kLongest) range.end = decisive;  // too far to wait for
    const bool settled =
        range.end <= complete || (decisive < view.size() && range.end + kLookAhead <= lines_.size());
    Found(range, settled);
    if (found_end_ > before && found_end_ < range.end) {  // was divided
      window_ = found_end_;
      return true;
    }
    if (!settled) break;
    if (MoveWindow()) return true;
  }
  return false;
}

// Restarts the search after the last sentence if kContext bytes of its line precede that place, or if a blank
// does. The place depends only on the text, not on how it arrived.
bool SentenceStream::MoveWindow() {
  const size_t next = SkipSpace(lines_, found_end_);
  const bool blank = next >= found_end_ + kLookAhead;
  if (window_ >= next || (!blank && next - std::max(window_, LineStart(next)) <= kContext)) return false;
  window_ = next;
  return true;
}

// Returns the start of the line that contains `end`.
size_t SentenceStream::LineStart(size_t end) const {
  const size_t line_end = end == 0 ? std::string::npos : lines_.rfind('\n', end - 1);
  return line_end == std::string::npos ? 0 : line_end + 1;
}

// Marks the text up to `end` as taken.
void SentenceStream::Take(size_t end) {
  const UnitCounts counts = CountUnits(std::string_view(text_).substr(taken_, end - taken_));
  code_points_ += counts.code_points;
  utf16_ += counts.utf16;
  taken_ = end;
}

void SentenceStream::Forget() {
  const size_t start = std::min(taken_, std::max(window_, LineStart(taken_)));
  text_.erase(0, start);
  lines_.erase(0, start);
  base_ += start;
  taken_ -= start;
  found_end_ = std::max(found_end_, start) - start;
  window_ = std::max(window_, start) - start;
  complete_ = std::max(complete_, start) - start;
  searched_ = std::max(searched_, start) - start;
}

std::optional<SentenceStream::Sentence> SentenceStream::Next(const ShouldStop& should_stop) {
  StopPoll poll(should_stop, 1);
  while (found_.empty()) {
    if (poll.Step()) return std::nullopt;
    Take(SkipSpace(lines_, taken_));
    Forget();
    const bool advanced = Advance();
    FindMore();
    if (found_.empty() && !advanced) return std::nullopt;
  }
  const ByteRange range = found_.front();
  found_.pop_front();
  Sentence sentence{std::string_view(text_).substr(range.start, range.size()), {}};
  Take(range.start);
  sentence.span.bytes = {base_ + range.start, base_ + range.end};
  sentence.span.code_point_start = code_points_;
  sentence.span.utf16_start = utf16_;
  Take(range.end);
  sentence.span.code_point_end = code_points_;
  sentence.span.utf16_end = utf16_;
  return sentence;
}

}  // namespace verbatim::text
