#include "text/sentences/hard_wraps.h"

#include <algorithm>
#include <utility>

#include "text/sentences/list_markers.h"
#include "text/sentences/scan.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// Bytes of the longest line that may be wrapped: 160 columns of four bytes.
constexpr size_t kLongestLine = 640;
// Columns of the shortest line that is wrapped before a small letter, and before anything else. Shorter lines are
// those of lists.
constexpr size_t kShortestLine = 20;
constexpr size_t kShortestBeforeCapital = 30;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// In code points.
size_t Width(std::string_view text) { return CountUnits(text).code_points; }

// The functions below read lines of at most kLongestLine bytes, for which no poll is needed.
size_t SkipSpaces(std::string_view line, size_t at) {
  StopPoll poll;
  return text::SkipSpaces(line, at, poll);
}

size_t SkipOpeners(std::string_view line, size_t at) {
  StopPoll poll;
  return text::SkipOpeners(line, at, poll);
}

bool BeginsWithMarker(std::string_view line) {
  StopPoll poll;
  return text::BeginsWithMarker(line, poll);
}

std::string_view TrimRight(std::string_view line) {
  StopPoll poll;
  return line.substr(0, SkipSpacesBack(line, 0, line.size(), poll));
}

bool IsBlank(std::string_view line) { return SkipSpaces(line, 0) == line.size(); }

size_t Indent(std::string_view line) { return SkipSpaces(line, 0); }

// A row of a table or a rule: it has a tab, a bar or a gap inside, or no letter or digit.
bool IsTabular(std::string_view line) {
  line = TrimRight(line).substr(Indent(line));
  size_t spaces = 0;
  for (char c : line) {
    if (c == '\t' || c == '|') return true;
    spaces = c == ' ' ? spaces + 1 : 0;
    if (spaces == 3) return true;
  }
  for (size_t at = 0; at < line.size(); at += Length(CharAt(line, at))) {
    if (IsLetter(CharAt(line, at)) || IsDigit(CharAt(line, at))) return false;
  }
  return true;
}

std::string_view FirstWord(std::string_view line) {
  line.remove_prefix(Indent(line));
  size_t end = 0;
  while (end < line.size() && !IsSpace(CharAt(line, end))) end += Length(CharAt(line, end));
  return line.substr(0, end);
}

// The letters of the first word.
std::string_view FirstWordOf(std::string_view line) {
  StopPoll poll;
  return WordAfter(line, Indent(line), poll);
}

bool IsHanOrKana(UChar32 c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// The start of a mark of a note such as "[12]" that ends at `end`; `end` if there is none. A mark has up to 8 bytes and stands
// behind other words.
size_t StartOfNoteMark(std::string_view line, size_t end) {
  constexpr size_t kNoteMarkBytes = 8;
  if (end == 0 || line[end - 1] != ']') return end;
  const size_t from = end - std::min(end, kNoteMarkBytes);
  const size_t bracket = line.substr(from, end - from).rfind('[');
  return bracket == std::string_view::npos || from + bracket == 0 ? end : from + bracket;
}

// The end of a line without the marks of notes and closing marks after its last sentence.
size_t EndWithoutMarks(std::string_view line) {
  size_t end = line.size();
  for (;;) {
    const size_t stop = SkipClosersBack(line, 0, end);
    const UChar32 c = CharBefore(line, stop);
    const size_t mark = IsSuperscriptDigit(c) ? stop - Length(c) : StartOfNoteMark(line, end);
    if (mark == end) return stop;
    end = mark;
  }
}

// Whether a sentence ends at the end of `line`.
bool EndsSentence(std::string_view line, const SentenceRules& rules) {
  const size_t stop = EndWithoutMarks(line);
  const UChar32 c = CharBefore(line, stop);
  if (c == ':' && rules.is("hy")) return true;
  if (!IsTerminator(c) || c == 0x2026) return false;
  if (c != '.') return true;
  return CharBefore(line, stop - 1) != '.' && !MayBeAbbreviation(line.substr(0, stop), rules);
}

// Whether a sentence ends inside `line`, so that it is prose.
bool HasEndInside(std::string_view line) {
  for (size_t at = line.find(' '); at != std::string_view::npos; at = line.find(' ', at + 1)) {
    const UChar32 stop = CharBefore(line, at);
    if (!IsTerminator(stop) || at < 4) continue;
    const size_t end = at - Length(stop);
    const UChar32 last = CharBefore(line, end);
    const UChar32 before = CharBefore(line, end - Length(last));
    if ((IsLower(last) && IsLower(before)) || (IsCaseless(last) && IsCaseless(before))) return true;
    if (IsMark(last)) return true;
  }
  return false;
}

// The first character of a line, after white space and openers.
UChar32 FirstOf(std::string_view line) { return CharAt(line, SkipOpeners(line, Indent(line))); }

bool IsYear(std::string_view word) {
  return word.size() >= 4 && IsNumber(word.substr(0, 4)) && (word[0] == '1' || word[0] == '2') &&
         (word.size() == 4 || !IsDigit(CharAt(word, 4)));
}

std::string_view LastWord(std::string_view line) { return WordBefore(line, 0, line.size()); }

// The first word of `line`, or the second one: the first after it.
std::string_view FirstWordAfter(std::string_view line, std::string_view word) {
  return FirstWord(line.substr(static_cast<size_t>(word.data() + word.size() - line.data())));
}

// Whether a date is broken between the lines: "11\nSeptember 2025", "11 September\n2025".
bool BreaksDate(std::string_view line, std::string_view next) {
  const auto is_day = [](std::string_view word) {
    if (word.ends_with('.')) word.remove_suffix(1);
    return IsNumber(word) && word.size() <= 2;
  };
  const std::string_view last = LastWord(line);
  const std::string_view first = FirstWord(next);
  if (is_day(last)) return IsLetter(CharAt(first, 0)) && IsYear(FirstWordAfter(next, first));
  if (!IsYear(first) || last.empty() || !IsLetter(CharAt(last, 0))) return false;
  return is_day(LastWord(TrimRight(line.substr(0, static_cast<size_t>(last.data() - line.data())))));
}

// Whether `line` begins with a number and a small letter, as "52 prisoners", so that it may continue a sentence.
bool BeginsWithCount(std::string_view line) {
  const std::string_view number = FirstWord(line);
  const bool digits = std::all_of(number.begin(), number.end(),
                                  [](char c) { return IsAsciiDigit(c) || c == ',' || c == '.'; });
  if (number.empty() || !digits || number.ends_with('.')) return false;
  return IsLower(CharAt(FirstWordAfter(line, number), 0));
}

// Whether the last word of `line` ends no sentence and no heading: it is followed by a comma, or is a short word in
// small letters, such as an article or a preposition, or a word that begins sentences.
bool EndsInsideSentence(std::string_view line, const SentenceRules& rules) {
  constexpr size_t kShortWord = 3;
  const UChar32 last = CharBefore(line, line.size());
  if (last == ',' || last == ';' || last == 0x060C || last == 0x3001 || last == 0xFF0C) return true;
  const std::string_view word = WordBefore(line, 0, line.size());
  if (word.empty() || !IsLower(CharAt(word, 0)) || !IsLower(last)) return false;
  return Width(word) <= kShortWord || (rules.words != nullptr && rules.words->BeginsSentences(word));
}

// Particles after which no line of Japanese ends but by a wrap.
bool EndsInParticle(std::string_view line, const SentenceRules& rules) {
  if (!rules.is("ja")) return false;
  switch (CharBefore(line, line.size())) {
    case U'の':
    case U'は':
    case U'が':
    case U'を':
    case U'に':
    case U'と':
    case U'へ':
      return true;
    default:
      return false;
  }
}

// Whether `line` is rather a line of a paragraph, as `second` is, than a heading: scripts without capitals do not
// show headings, few texts begin with a number, and few headings are as long as lines of text.
bool MayPrecedeProse(std::string_view line, std::string_view second) {
  constexpr size_t kShortestWrap = 55;
  constexpr size_t kLongestWrap = 100;
  if (IsCaseless(FirstOf(second))) return true;
  const bool in_small_letters = IsLower(CharBefore(line, line.size()));
  if (BeginsWithCount(second)) return in_small_letters && !IsDigit(FirstOf(line));
  const size_t columns = Width(line);
  return in_small_letters && columns >= kShortestWrap && std::max(columns, Width(second)) <= kLongestWrap;
}

// A line that begins with a number and a full stop is a list item, unless the line before needs a number: "am\n11.
// September".
bool IsListItem(std::string_view line, std::string_view before, const SentenceRules& rules) {
  if (!BeginsWithMarker(line)) return false;
  const UChar32 first = CharAt(line, Indent(line));
  const bool dash = first == 0x2013 || first == 0x2014;
  if (dash) return !IsLower(CharAt(line, SkipSpaces(line, Indent(line) + Length(first))));
  // "propustil\n11. září": an ordinal before a small letter.
  const bool ordinals = rules.words != nullptr && rules.words->has_ordinals();
  if (ordinals && IsDigit(first) && IsLower(CharBefore(before, before.size())) && !BeginsWithMarker(before) &&
      IsLower(CharAt(FirstWordAfter(line, FirstWord(line)), 0))) {
    return false;
  }
  return !(IsDigit(first) && EndsInsideSentence(before, rules));
}

}  // namespace

void HardWraps::Add(std::string_view part, std::string& out) {
  if (line_ends_ == LineEnds::kEndSentence) {
    out.append(part);
    return;
  }
  held_.erase(0, at_);
  at_ = 0;
  held_.append(part);
  while (Step(out)) {
  }
}

void HardWraps::End(std::string& out) {
  ended_ = true;
  while (Step(out)) {
  }
}

// Gives out the rest of the current line, then its line feed, if that is decided. Returns false if more text is
// needed.
bool HardWraps::Step(std::string& out) {
  if (at_ == held_.size()) return false;
  if (!TakeLine(out)) return false;
  const size_t line_feed = held_.find('\n', at_);
  if (line_feed == std::string::npos) return false;
  const std::string_view line = TrimRight(line_);
  LineKind kind = LineKind::kNone;
  if (!too_long_ && !line.empty()) {
    if (EndsSentence(line, rules_)) {
      kind = LineKind::kEndsSentence;
    } else if (!IsTabular(line)) {
      kind = LineKind::kOther;
    }
  }
  const Decision decision = kind == LineKind::kOther ? Decide(line) : Decision::kLineEnd;
  if (decision == Decision::kUnknown) return false;
  FinishLine(kind, decision, line_feed + 1 - at_, out);
  return true;
}

// Gives out the current line up to its line end. Returns false if that is not there yet.
bool HardWraps::TakeLine(std::string& out) {
  std::string_view rest = std::string_view(held_).substr(at_);
  while (line_.empty() && !too_long_ && !rest.empty()) {
    if (rest.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(rest) && !ended_) return false;
    if (!rest.starts_with(kByteOrderMark)) break;
    out.append(kByteOrderMark.size(), ' ');
    at_ += kByteOrderMark.size();
    rest.remove_prefix(kByteOrderMark.size());
  }
  const size_t line_feed = rest.find('\n');
  size_t end = std::min(line_feed, rest.size());
  // A carriage return may belong to the line feed after it.
  if (end > 0 && rest[end - 1] == '\r' && (line_feed != std::string_view::npos || !ended_)) --end;
  out.append(rest.substr(0, end));
  too_long_ |= line_.size() + end > kLongestLine;
  if (too_long_) {
    line_.clear();
  } else {
    line_.append(rest.substr(0, end));
  }
  at_ += end;
  return line_feed != std::string_view::npos;
}

void HardWraps::FinishLine(LineKind kind, Decision decision, size_t line_end_bytes, std::string& out) {
  if (decision == Decision::kWrap) {
    out.append(line_end_bytes, ' ');
  } else {
    out.append(held_, at_, line_end_bytes);
  }
  at_ += line_end_bytes;
  if (kind == LineKind::kNone) {
    widths_ = {};
    has_wrapped_ = false;
  } else {
    if (BeginsWithMarker(line_)) {
      widths_ = {};
      has_wrapped_ = false;
    }
    std::rotate(widths_.begin(), widths_.begin() + 1, widths_.end());
    widths_.back() = Width(TrimRight(line_));
    has_wrapped_ |= decision == Decision::kWrap;
  }
  line_.clear();
  too_long_ = false;
}

// The line after the line feed at `line_feed` of held_, without its line end.
HardWraps::NextLine HardWraps::LineAfter(size_t line_feed) const {
  const std::string_view rest = std::string_view(held_).substr(line_feed + 1);
  const size_t end = rest.find('\n');
  if (end == std::string_view::npos) return {rest, ended_ || rest.size() > kLongestLine};
  return {rest.substr(0, end), true};
}

size_t HardWraps::WidestBefore() const { return *std::max_element(widths_.begin(), widths_.end()); }

// Whether the first word of `next` would have fit on `line` in a paragraph of `width` columns, with more
// than `slack` columns to spare.
bool HardWraps::Fits(std::string_view line, std::string_view next, size_t width, size_t slack) const {
  return Width(line) + 1 + Width(FirstWord(next)) + slack < width;
}

// Decides about the line end after `line`, the current line without white space at its end.
HardWraps::Decision HardWraps::Decide(std::string_view line) const {
  if (FirstWord(line).data() + FirstWord(line).size() == line.data() + line.size() &&
      !IsHanOrKana(CharBefore(line, line.size()))) {
    return Decision::kLineEnd;  // one word, such as an address on the web
  }
  const size_t first_line_feed = held_.find('\n', at_);
  const NextLine next = LineAfter(first_line_feed);
  if (!next.complete) return Decision::kUnknown;
  if (next.text.size() > kLongestLine || IsBlank(next.text) || IsTabular(next.text))
    return Decision::kLineEnd;
  if (IsListItem(next.text, line, rules_) || CharAt(line, Indent(line)) == '#') return Decision::kLineEnd;
  const bool item = BeginsWithMarker(line);
  if (!item && Indent(next.text) > Indent(line)) return Decision::kLineEnd;  // the first line of a paragraph
  if (EndsInParticle(line, rules_) && IsHanOrKana(CharAt(next.text, Indent(next.text))))
    return Decision::kWrap;

  const size_t columns = Width(line);
  const size_t width = std::max({item ? 0 : WidestBefore(), columns, Width(TrimRight(next.text))});
  if (columns < kShortestLine) return Decision::kLineEnd;
  size_t first = SkipOpeners(next.text, Indent(next.text));
  if (CharAt(next.text, first) == 0x2013 || CharAt(next.text, first) == 0x2014) {
    first = SkipSpaces(next.text, first + 3);
  }
  const size_t ragged = width * 3 / 10;  // proportional type leaves lines of different widths
  if (IsLower(CharAt(next.text, first)) || EndsInsideSentence(line, rules_) || BreaksDate(line, next.text)) {
    return Fits(line, next.text, width, ragged) ? Decision::kLineEnd : Decision::kWrap;
  }
  if (columns < kShortestBeforeCapital) return Decision::kLineEnd;
  return DecideByCapital(line, next, width);
}

// Decides whether the next line, which begins like a sentence or a heading, continues the paragraph.
HardWraps::Decision HardWraps::DecideByCapital(std::string_view line, const NextLine& next,
                                               size_t width) const {
  const bool han =
      IsHanOrKana(CharBefore(line, line.size())) && IsHanOrKana(CharAt(next.text, Indent(next.text)));
  // The last column may have been taken by the space that the wrap replaced.
  if (han ? Width(line) + 3 < width : Fits(line, next.text, width, 1)) return Decision::kLineEnd;
  if (has_wrapped_ || han) return Decision::kWrap;
  if (rules_.words != nullptr && rules_.words->BeginsSentences(FirstWordOf(next.text))) {
    return Decision::kLineEnd;  // after a heading
  }
  const std::string_view second = TrimRight(next.text);
  const bool last_line = EndsSentence(second, rules_);
  if ((last_line || HasEndInside(second)) && MayPrecedeProse(line, second)) return Decision::kWrap;
  if (HasEndInside(line)) {
    const bool prose = last_line || Width(second) * 2 >= width;
    return prose ? Decision::kWrap : Decision::kLineEnd;
  }
  // The line after the next shows whether the paragraph goes on wrapping.
  const size_t line_feed = static_cast<size_t>(next.text.data() + next.text.size() - held_.data());
  const size_t next_line_feed = held_.find('\n', line_feed);
  if (next_line_feed == std::string::npos) return Decision::kLineEnd;
  const NextLine third = LineAfter(next_line_feed);
  if (!third.complete) return Decision::kUnknown;
  if (last_line || third.text.size() > kLongestLine || IsBlank(third.text) ||
      IsListItem(third.text, second, rules_)) {
    return Decision::kLineEnd;
  }
  const UChar32 first = FirstOf(third.text);
  const bool inside = IsLower(first) || IsCaseless(first) || BeginsWithCount(third.text);
  const bool wraps = inside && !Fits(second, third.text, width, 1);
  return wraps ? Decision::kWrap : Decision::kLineEnd;
}

}  // namespace verbatim::text
