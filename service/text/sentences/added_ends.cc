#include <algorithm>
#include <array>
#include <cstdint>

#include "text/sentences/abbreviation_rules.h"
#include "text/sentences/scan.h"
#include "text/sentences/sentence_rules.h"

// Ends of sentences where UAX #29 has no boundary, and the marks of notes.
namespace verbatim::text {
namespace {

// The start of the sentence after a dash at `at` that breaks one off, or nothing.
std::optional<size_t> AfterBrokenOff(std::string_view line, size_t at, const SentenceRules& rules,
                                     StopPoll& poll) {
  if (!line.substr(at).starts_with("\u2014 ")) return std::nullopt;
  size_t next = SkipSpaces(line, at + 4, poll);
  std::string_view word = WordAfter(line, next, poll);
  const bool broken = at > 0 && IsSpace(CharBefore(line, at)) && IsUpper(CharAt(line, next)) && word != "I" &&
                      rules.words->BeginsSentences(word);
  if (!broken) return std::nullopt;
  return next;
}

// The start of an ellipsis that begins a sentence after `at`, the end of a word with its full stop: "was raak. ...en
// toen".
std::optional<size_t> BeforeEllipsis(std::string_view line, size_t at, StopPoll& poll) {
  const size_t next = SkipSpaces(line, at, poll);
  if (next == at) return std::nullopt;
  const std::string_view after = line.substr(next);
  const size_t letter = next + 3;  // both ellipses have three bytes
  if (!after.starts_with("...") && !after.starts_with("\u2026")) return std::nullopt;
  if (!IsLetter(CharAt(line, letter)) || !IsLetter(CharBefore(line, at - 1))) return std::nullopt;
  return next;
}

// The start of the sentence after an ellipsis at `at`, where UAX #29 has a boundary after three full stops but none
// after the character.
std::optional<size_t> AfterEllipsis(std::string_view line, size_t at, const SentenceRules& rules,
                                    StopPoll& poll) {
  if (!line.substr(at).starts_with("\u2026")) return std::nullopt;
  const UChar32 before = CharBefore(line, at);
  size_t end = at + 3;
  while (IsCloser(CharAt(line, end)) && !poll.Step()) end += Length(CharAt(line, end));
  const size_t next = SkipSpaces(line, end, poll);
  if (next == end || !IsUpper(CharAt(line, SkipOpeners(line, next, poll)))) return std::nullopt;
  if (IsLetter(before) || IsDigit(before) || IsTerminator(before)) return next;
  // German has a space before it. There it may also stand for words of the same sentence.
  const bool begins = rules.is("de") && rules.words->BeginsSentences(WordAfter(line, next, poll));
  return IsSpace(before) && (begins || IsOpener(CharAt(line, next))) ? std::optional(next) : std::nullopt;
}

// The start of the sentence that a dash at `at` begins, as in dialogues: "— Je pars. — Moi aussi."
std::optional<size_t> BeforeDash(std::string_view line, size_t at, const SentenceRules& rules,
                                 StopPoll& poll) {
  const UChar32 dash = CharAt(line, at);
  if (!IsDash(dash)) return std::nullopt;
  constexpr size_t kBefore = 8;  // bytes of white space and closing marks
  const size_t from = at - std::min(at, kBefore);
  const size_t end = SkipSpacesBack(line, from, at, poll);
  const size_t stop = SkipClosersBack(line, from, end);
  if (end == at || stop == from || !IsTerminator(CharBefore(line, stop))) return std::nullopt;
  const size_t next = SkipSpaces(line, at + Length(dash), poll);
  if (!IsUpper(CharAt(line, SkipOpeners(line, next, poll)))) return std::nullopt;
  if (MayBeAbbreviation(line.substr(0, stop), rules)) return std::nullopt;
  return at;
}

// Whether `word` is a name such as iPhone or eBay, which keeps its small letter at the start of a sentence.
bool IsNameWithSmallLetter(std::string_view word) {
  return word.size() > 2 && IsLower(CharAt(word, 0)) &&
         (IsUpper(CharAt(word, 1)) || IsUpper(CharAt(word, 2)));
}

bool IsNumberSign(UChar32 c) { return c == '.' || c == ',' || c == '%' || c == '-' || IsSpace(c); }

// Whether the word before a full stop at the end of `line` is a number, or is too long to be an abbreviation
// that no list has.
bool EndsInPlainWord(std::string_view line, const SentenceRules& rules) {
  constexpr size_t kLetters = 4;
  if (MayBeAbbreviation(line, rules)) return false;
  const std::string_view word = WordBefore(line, 0, line.size() - 1);
  const bool first_word = word.data() == line.data();  // "1. 81 percent" is an item of a list
  const bool number = IsDigit(CharAt(word, 0)) || IsCurrencySign(CharAt(word, 0));
  if (number && !first_word && word.size() > 1) {
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return IsAsciiDigit(c) || c == ',' || c == '%'; });
  }
  size_t letters = IsUpper(CharAt(word, 0)) ? 0 : 1;  // names need one more
  for (size_t i = 0; i < word.size(); i += Length(CharAt(word, i)), ++letters) {
    if (!IsLetter(CharAt(word, i))) return false;
  }
  return letters > kLetters;
}

// The start of a sentence that begins with a number or a name in small letters after `at`, the end of a word with its
// full stop: "of them. 81 percent". UAX #29 takes small letters for the rest of the sentence.
std::optional<size_t> BeforeNumberOrName(std::string_view line, size_t at, const SentenceRules& rules,
                                         StopPoll& poll) {
  const size_t next = SkipSpaces(line, at, poll);
  const UChar32 first = CharAt(line, next);
  const bool currency = IsCurrencySign(first);
  if (!currency && !IsDigit(first) && !IsLower(first)) return std::nullopt;
  if (next == at || rules.words == nullptr) return std::nullopt;
  size_t behind = next;
  if (currency) behind += Length(first);
  if (IsDigit(CharAt(line, behind))) {
    while (behind < next + kWordBytes &&
           (IsDigit(CharAt(line, behind)) || IsNumberSign(CharAt(line, behind)))) {
      behind += Length(CharAt(line, behind));
    }
    // Before a capital, UAX #29 has a boundary, and the number may be the mark of a note.
    if (!IsLower(CharAt(line, behind))) return std::nullopt;
  } else if (!IsNameWithSmallLetter(WordAfter(line, next, poll))) {
    return std::nullopt;
  }
  const Place place = PlaceAt(line, 0, at, rules, poll);
  return EndsInPlainWord(line.substr(0, place.stop), rules) ? std::optional(next) : std::nullopt;
}

// Armenian ends sentences with a verjaket (U+0589), which many write as a colon.
std::optional<size_t> AfterVerjaket(std::string_view line, size_t at, StopPoll& poll) {
  const size_t next = SkipSpaces(line, at + 1, poll);
  if (next == at + 1 || next == line.size() || !IsLetter(CharBefore(line, at))) return std::nullopt;
  const UChar32 first = CharAt(line, SkipOpeners(line, next, poll));
  if (!IsUpper(first) && !IsDigit(first)) return std::nullopt;
  return next;
}

// Khmer ends sentences with a khan (U+17D4) or a bariyoosan (U+17D5). Between khans, ល is "and so on".
std::optional<size_t> AfterKhan(std::string_view line, size_t at, StopPoll& poll) {
  if (!line.substr(at).starts_with("។") && !line.substr(at).starts_with("៕")) return std::nullopt;
  const size_t next = SkipSpaces(line, at + 3, poll);
  const std::string_view around = line.substr(at - std::min<size_t>(at, 3));
  if (next == line.size() || around.starts_with("ល។") || line.substr(next).starts_with("ល។"))
    return std::nullopt;
  return next;
}

// Brackets or superscripts that may mark a note. A bracket may hold a word, too: [note 1], [citation needed].
constexpr size_t kNoteBytes = 40;
// All marks after one sentence. Less than a stream waits for.
constexpr size_t kMarksBytes = 160;

bool IsRoundNote(std::string_view inside) {
  const bool digits = std::all_of(inside.begin(), inside.end(),
                                  [](char c) { return IsAsciiDigit(c) || c == ',' || c == ' ' || c == '-'; });
  // A number of four digits is a year.
  return digits && IsAsciiDigit(inside.front()) &&
         (inside.size() <= 3 || inside.find_first_of(",-") != std::string_view::npos);
}

// The end of the mark that begins at `at`, or `at` if there is none.
size_t EndOfMark(std::string_view line, size_t at) {
  const UChar32 c = CharAt(line, at);
  if (c == '[' || c == '(') {
    const size_t close = line.substr(at, kNoteBytes).find(c == '[' ? ']' : ')');
    if (close == std::string_view::npos || close < 2) return at;
    const std::string_view inside = line.substr(at + 1, close - 1);
    const bool note = c == '[' ? inside.find_first_of("[(") == std::string_view::npos : IsRoundNote(inside);
    return note ? at + close + 1 : at;
  }
  size_t end = at;
  if (IsAsciiDigit(c)) {
    while (IsAsciiDigit(CharAt(line, end)) && end - at < 3) ++end;
  } else if (IsRaisedMark(c)) {
    while (IsRaisedMark(CharAt(line, end)) && end - at < kNoteBytes) end += Length(CharAt(line, end));
  } else if (c == '*' || c == 0x2020 || c == 0x2021) {
    while (CharAt(line, end) == c && end - at < 3 * Length(c)) end += Length(c);
  }
  return end;
}

// The end of a mark or page that follows another mark after a dash, a comma or a colon: "[3]–[5]",
// "[1]: 24–25".
size_t EndOfMarks(std::string_view line, size_t at) {
  const UChar32 c = CharAt(line, at);
  if (c == ':') {
    size_t end = at + 1;
    if (CharAt(line, end) == ' ') ++end;
    const size_t digits = end;
    while (IsAsciiDigit(CharAt(line, end)) || CharAt(line, end) == '-' || CharAt(line, end) == 0x2013) {
      end += Length(CharAt(line, end));
    }
    return end > digits && CharBefore(line, at) == ']' ? end : at;
  }
  if (c == ',' || c == '-' || c == 0x2013) {
    const size_t end = EndOfMark(line, at + Length(c));
    return end > at + Length(c) ? end : at;
  }
  if (c == ' ' && CharBefore(line, at) == ']') {  // "[3] [4]", "[3] [a]"
    const size_t end = EndOfMark(line, at + 1);
    const bool number = IsAsciiDigit(CharAt(line, at + 2));
    return CharAt(line, at + 1) == '[' && (number || end == at + 4) ? end : at;
  }
  return IsAsciiDigit(c) ? at : EndOfMark(line, at);
}

// Whether a bracket at `at` holds the mark of a note in words: [note 1], [citation needed].
bool IsNoteInWords(std::string_view line, size_t at) {
  const std::string_view open = line.substr(at, kNoteBytes);
  const std::string_view inside = open.substr(0, open.find(']'));
  if (inside.size() < 3 || inside.size() == open.size() || !IsLower(CharAt(inside, 1))) return false;
  const size_t space = inside.rfind(' ');
  const bool numbered = space != std::string_view::npos && IsNumber(inside.substr(space + 1));
  return numbered || inside.ends_with(" needed") || inside == "[sic";
}

// The start of the white space that may separate a mark at `at` from its sentence: one character. Other marks after
// white space are decided at the boundary before them.
size_t StartOfGap(std::string_view line, size_t at) {
  const UChar32 before = CharBefore(line, at);
  if (!IsSpace(before)) return at;
  const UChar32 c = CharAt(line, at);
  return IsRaisedMark(c) || (c == '[' && IsNoteInWords(line, at)) ? at - Length(before) : at;
}

// The end of the sentence before a mark that may begin at `at`, without closing quotation marks and brackets.
size_t StopBefore(std::string_view line, size_t at) {
  constexpr size_t kClosers = 16;  // bytes
  at = StartOfGap(line, at);
  const size_t stop = SkipClosersBack(line, at - std::min(at, kClosers), at);
  // French has a space before a closing quotation mark: "« Non. »[3]".
  const UChar32 before = CharBefore(line, stop);
  return stop < at && CharAt(line, stop) == 0xBB && IsSpace(before) ? stop - Length(before) : stop;
}

// Whether a mark may begin at `at`.
bool MayBeMark(std::string_view line, size_t at) {
  const char byte = line[at];
  if (IsAsciiDigit(byte)) return at > 1 && IsLower(CharBefore(line, at - 1));
  if (byte != '[' && byte != '(' && byte != '*') {
    const UChar32 c = CharAt(line, at);
    if (!IsRaisedMark(c) && c != 0x2020 && c != 0x2021) return false;
  }
  return IsTerminator(CharBefore(line, StopBefore(line, at)));
}

// The mark that begins at `at`, or nothing.
std::optional<NoteMark> ReadMark(std::string_view line, size_t at, const SentenceRules& rules,
                                 StopPoll& poll) {
  const size_t stop = StopBefore(line, at);
  const UChar32 terminator = CharBefore(line, stop);
  size_t end = EndOfMark(line, at);
  if (end == at) return std::nullopt;
  for (size_t more = EndOfMarks(line, end); more > end && more < at + kMarksBytes;) {
    end = more;
    more = EndOfMarks(line, end);
  }
  const bool bare = IsDigit(CharAt(line, at));
  const size_t next = SkipSpaces(line, end, poll);
  const UChar32 first = CharAt(line, next);
  NoteMark mark{{stop, next}, true};
  // Scripts that put no space after a full stop put none after the mark.
  if (next == end && next < line.size()) {
    if (terminator >= 0x80 && IsLetter(first)) return mark;
    if (line[at] != '[') return std::nullopt;
    mark.ends = false;
    return mark;
  }
  if (IsLower(first)) return std::nullopt;
  if (bare) {
    const bool starts =
        rules.words != nullptr && IsUpper(first) && rules.words->BeginsSentences(WordAfter(line, next, poll));
    if (!starts || MayBeAbbreviation(line.substr(0, stop), rules)) return std::nullopt;
    return mark;
  }
  if (terminator != '.') return mark;
  Place place = PlaceAt(line, 0, end, rules, poll);
  place.stop = stop;
  mark.ends = CharBefore(line, stop - 1) == '.' || !IsAbbreviation(place);
  return mark;
}

constexpr ByteTable kBeforeMark = TableOf(".!?\"')]}");

// Whether the bytes beside the one at `at` allow it to show something. Most full stops and brackets do not.
bool MayShow(std::string_view line, size_t at) {
  const auto before = static_cast<uint8_t>(at > 0 ? line[at - 1] : '\n');
  switch (line[at]) {
    case '.': {
      const auto next = static_cast<uint8_t>(at + 1 < line.size() ? line[at + 1] : '\n');
      return IsAsciiSpace(next) || IsAsciiDigit(next) || next == ')' || next >= 0x80;
    }
    case ')':
      return IsAsciiDigit(before) || (before >= 'a' && before <= 'z');
    case '[':
      return kBeforeMark[before] || before == ' ' || before >= 0x80;
    case '(':
    case '*':
      return kBeforeMark[before] || before >= 0x80;
    default:
      return true;
  }
}

}  // namespace

size_t FindHint(std::string_view line, size_t at, const ByteTable& hints, StopPoll& poll) {
  constexpr size_t kBlock = 4096;  // bytes between polls
  constexpr size_t kFindSteps = 16;
  const auto is_hint = [&](size_t i) { return hints[static_cast<uint8_t>(line[i])]; };
  while (at < line.size() && !poll.Step(kFindSteps)) {
    const size_t start = at;
    const size_t end = std::min(start + kBlock, line.size());
    for (;; ++at) {
      while (at + 4 <= end && !is_hint(at) && !is_hint(at + 1) && !is_hint(at + 2) && !is_hint(at + 3))
        at += 4;
      if (at >= end || (is_hint(at) && MayShow(line, at))) break;
    }
    poll.Step(at - start);
    if (at < end) break;
  }
  return poll.stopped() ? line.size() : at;
}

std::optional<size_t> AddedEndAt(std::string_view line, size_t at, const SentenceRules& rules,
                                 StopPoll& poll) {
  switch (line[at]) {
    case '.': {
      if (at == 0 || at + 2 >= line.size() || line[at + 1] != ' ') return std::nullopt;
      if (line[at + 2] >= 'A' && line[at + 2] <= 'Z') return std::nullopt;  // most often
      const std::optional<size_t> end = BeforeEllipsis(line, at + 1, poll);
      return end ? end : BeforeNumberOrName(line, at + 1, rules, poll);
    }
    case '\xE2': {
      if (const std::optional<size_t> end = BeforeDash(line, at, rules, poll)) return end;
      if (rules.is("en")) {
        if (const std::optional<size_t> end = AfterBrokenOff(line, at, rules, poll)) return end;
      }
      return AfterEllipsis(line, at, rules, poll);
    }
    case ':':
      return rules.is("hy") ? AfterVerjaket(line, at, poll) : std::nullopt;
    case '\xE1':
      return rules.is("km") ? AfterKhan(line, at, poll) : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<NoteMark> NoteMarkAt(std::string_view line, size_t at, const SentenceRules& rules,
                                   StopPoll& poll) {
  if (line[at] == '.') {
    if (!IsDigit(CharAt(line, ++at))) return std::nullopt;
  } else if (line[at] == ')') {
    return std::nullopt;
  }
  if (at == 0 || line[at] == ':' || line[at] == '\xE1') return std::nullopt;
  if (!MayBeMark(line, at)) return std::nullopt;
  return ReadMark(line, at, rules, poll);
}

}  // namespace verbatim::text
