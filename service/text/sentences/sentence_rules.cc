#include "text/sentences/sentence_rules.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "text/sentences/abbreviations.h"
#include "text/unicode/ascii.h"
#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// How far a rule looks. No word or bracketed reference that the rules recognise is longer.
constexpr size_t kWordBytes = 40;
constexpr size_t kBracketBytes = 80;

constexpr UChar32 kNone = -1;

// Returns the code point that begins (ends) at `at`, or kNone at the end (start) of the line.
UChar32 CharAt(std::string_view line, size_t at) {
  if (at >= line.size()) return kNone;
  if (U8_IS_SINGLE(line[at])) return line[at];
  auto next = static_cast<int32_t>(at);
  UChar32 c;
  U8_NEXT(reinterpret_cast<const uint8_t*>(line.data()), next, static_cast<int32_t>(line.size()), c);
  return c;
}
UChar32 CharBefore(std::string_view line, size_t at) {
  if (at == 0) return kNone;
  if (U8_IS_SINGLE(line[at - 1])) return line[at - 1];
  auto previous = static_cast<int32_t>(at);
  UChar32 c;
  U8_PREV(reinterpret_cast<const uint8_t*>(line.data()), 0, previous, c);
  return c;
}

size_t Length(UChar32 c) { return c == kNone ? 0 : static_cast<size_t>(U8_LENGTH(c)); }

// Handle ASCII first: nearly all text is ASCII, and ICU's tables are slower.
bool IsSpace(UChar32 c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(c);
}
bool IsUpper(UChar32 c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isupper(c) || u_istitle(c);
}
bool IsLower(UChar32 c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return u_islower(c);
}
bool IsLetter(UChar32 c) {
  if (c < 0x80) return IsUpper(c) || IsLower(c);
  return u_isalpha(c);
}

// Returns whether `c` is a quotation mark or bracket that may surround a sentence.
bool IsOpener(UChar32 c) {
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{' || c == 0x201C || c == 0x2018 ||
         c == 0xAB || c == 0x201E || c == 0xBF || c == 0xA1;
}
bool IsCloser(UChar32 c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' || c == 0x201D || c == 0x2019 ||
         c == 0xBB || c == 0x201C;
}

// Runs of white space, openers and closers can be as long as the line, so skipping them polls.
size_t SkipSpaces(std::string_view line, size_t at, StopPoll& poll) {
  while (IsSpace(CharAt(line, at)) && !poll.Step()) at += Length(CharAt(line, at));
  return at;
}
size_t SkipSpacesBack(std::string_view line, size_t start, size_t at, StopPoll& poll) {
  while (at > start && IsSpace(CharBefore(line, at)) && !poll.Step()) at -= Length(CharBefore(line, at));
  return at;
}
size_t SkipOpeners(std::string_view line, size_t at, StopPoll& poll) {
  while (IsOpener(CharAt(line, at)) && !poll.Step()) at += Length(CharAt(line, at));
  return at;
}

// Returns the last kWordBytes or so of the word that ends at `end`, without leading openers. White space
// separates words.
std::string_view WordBefore(std::string_view line, size_t start, size_t end) {
  size_t from = end;
  while (from > start && end - from < kWordBytes && !IsSpace(CharBefore(line, from)))
    from -= Length(CharBefore(line, from));
  while (from < end && IsOpener(CharAt(line, from))) from += Length(CharAt(line, from));
  return line.substr(from, end - from);
}

// Returns the letters, digits and apostrophes that begin at `at`, after any openers.
std::string_view WordAfter(std::string_view line, size_t at, StopPoll& poll) {
  at = SkipOpeners(line, at, poll);
  size_t end = at;
  while (end < line.size() && end - at < kWordBytes) {
    UChar32 c = CharAt(line, end);
    if (!IsLetter(c) && !IsAsciiDigit(c) && c != '\'' && c != 0x2019) break;
    end += Length(c);
  }
  return line.substr(at, end - at);
}

// Returns whether `word` is letters separated by full stops, such as U.S or e.g. Its own full stop is left
// out.
bool IsAcronym(std::string_view word) {
  if (word.size() < 3) return false;
  bool letter = true;
  for (size_t at = 0; at < word.size(); letter = !letter) {
    UChar32 c = CharAt(word, at);
    if (letter ? !IsLetter(c) : c != '.') return false;
    at += Length(c);
  }
  return !letter;
}

bool IsOneLetter(std::string_view word) {
  return !word.empty() && IsLetter(CharAt(word, 0)) && Length(CharAt(word, 0)) == word.size();
}

bool IsClockTime(std::string_view word) {
  return word == "a.m" || word == "p.m" || word == "A.M" || word == "P.M";
}

// Returns whether the sentence so far is only a preposition and the few words after it: "At 5 a.m."
bool IsAdverbialAlone(std::string_view line, size_t start, size_t end, StopPoll& poll) {
  constexpr size_t kWords = 4;
  if (!IsPreposition(WordAfter(line, start, poll)) || end - start > kWords * kWordBytes) return false;
  size_t words = 1;
  for (size_t at = start; at < end; ++at) words += line[at] == ' ';
  return words <= kWords;
}

// A boundary and its surroundings.
struct Place {
  std::string_view line;
  size_t start;   // start of the sentence
  size_t end;     // end of the text before the boundary, without white space
  size_t stop;    // the same, without closing quotation marks and brackets
  size_t next;    // start of the text after the boundary, without white space
  UChar32 first;  // first character after the boundary, without openers
  const SentenceRules& rules;
  StopPoll& poll;
};

// Returns the end of the reference in square brackets that begins at `at`, or nothing if there is none. A
// reference contains digits, one or two letters, or an ellipsis.
std::optional<size_t> EndOfReference(std::string_view line, size_t at) {
  if (CharAt(line, at) != '[') return std::nullopt;
  size_t close = line.substr(at, kBracketBytes).find(']');
  if (close == std::string_view::npos || close < 2) return std::nullopt;
  std::string_view inside = line.substr(at + 1, close - 1);
  bool number = std::all_of(inside.begin(), inside.end(),
                            [](char c) { return IsAsciiDigit(c) || c == ',' || c == ' ' || c == '-'; });
  bool omitted = inside == "..." || inside == "\u2026" || inside == ". . .";
  bool letter = inside.size() <= 2 &&
                std::all_of(inside.begin(), inside.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!number && !omitted && !letter) return std::nullopt;
  return at + close + 1;
}

// Returns the start of the next sentence. References to notes belong to the sentence before them: "in 1805.
// [6] His", "rights. 4 Even though".
size_t TakeReferences(const Place& place) {
  size_t end = place.next;
  size_t taken = place.end;
  while (std::optional<size_t> reference = EndOfReference(place.line, end)) {
    constexpr size_t kReferenceSteps = 32;
    if (place.poll.Step(kReferenceSteps)) break;
    size_t behind = SkipSpaces(place.line, *reference, place.poll);
    // A reference before a lower-case letter belongs to the next sentence.
    if (behind < place.line.size() && IsLower(CharAt(place.line, behind))) break;
    taken = *reference;
    end = behind;
  }
  if (taken > place.end) return end;
  size_t digits = place.next;
  while (IsAsciiDigit(CharAt(place.line, digits)) && digits - place.next < 3) ++digits;
  size_t behind = SkipSpaces(place.line, digits, place.poll);
  bool note = place.rules.english && digits > place.next && behind > digits &&
              IsUpper(CharAt(place.line, behind)) &&
              BeginsSentences(WordAfter(place.line, behind, place.poll)) &&
              !IsAsciiDigit(CharBefore(place.line, place.stop - 1));
  return note ? behind : place.next;
}

// Returns whether a quotation is followed by a reference in round brackets, which has the full stop after it:
// "stairways [...]" (Smith 55).
bool IsFollowedByReference(const Place& place) {
  if (place.end == place.stop || CharAt(place.line, place.next) != '(') return false;
  size_t close = place.line.substr(place.next, kBracketBytes).find(')');
  if (close == std::string_view::npos) return false;
  UChar32 behind = CharAt(place.line, place.next + close + 1);
  return behind == '.' || behind == ',' || behind == ';';
}

// Returns whether three full stops, with spaces between and before them, precede the boundary: words omitted
// in the middle of a sentence.
bool IsSpacedEllipsis(const Place& place) {
  size_t at = place.stop;
  int dots = 0;
  // A fourth full stop would end the sentence.
  while (at > place.start && CharBefore(place.line, at) == '.' && dots <= 3) {
    ++dots;
    at = SkipSpacesBack(place.line, place.start, at - 1, place.poll);
  }
  return dots == 3 && place.line.substr(0, place.stop).ends_with(". . .") && at > place.start;
}

// Returns whether the full stop before the boundary belongs to an abbreviation and the sentence continues.
bool IsAbbreviation(const Place& place) {
  std::string_view line = place.line;
  std::string_view word = WordBefore(line, place.start, place.stop - 1);
  std::string_view next = WordAfter(line, place.next, place.poll);
  auto starter = [&] { return place.rules.english && BeginsSentences(next); };
  // An initial, or the last of several single capitals: "Jonas E. Smith", "of S. F., Cal."
  if (IsOneLetter(word) && IsUpper(CharAt(word, 0))) {
    if (!IsUpper(place.first)) return false;
    size_t before = SkipSpacesBack(line, place.start, place.stop - 1 - word.size(), place.poll);
    std::string_view previous = WordBefore(line, place.start, before);
    bool after_name = previous.empty() || IsUpper(CharAt(previous, 0));
    if (word == "I" && !after_name) return false;
    if (IsOneLetter(next) && CharAt(line, place.next + next.size()) == '.') return true;
    return !starter() && (after_name || place.rules.english);
  }
  if (!place.rules.english) {
    return place.rules.suppressions.Contains(
        std::string_view(word.data(), word.size() + 1));  // with its full stop
  }
  if (IsClockTime(word)) return IsAdverbialAlone(line, place.start, place.stop, place.poll);
  switch (AbbreviationOf(word)) {
    case Abbreviation::kTitle:
    case Abbreviation::kInner:
      return true;
    case Abbreviation::kNumeric:
      return IsAsciiDigit(place.first);
    case Abbreviation::kAny:
      return IsAsciiDigit(place.first) || (IsUpper(place.first) && !starter());
    case Abbreviation::kNone:
      break;
  }
  return IsAcronym(word) && IsUpper(place.first) && !starter();
}

bool IsBullet(UChar32 c) {
  return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25E6 || c == 0x25AA || c == 0x25CF ||
         c == 0x2219;
}

// Maximum digits of a number that marks a list item.
constexpr size_t kCounterBytes = 3;

bool IsCounterByte(char c) { return IsAsciiDigit(c) || (c >= 'a' && c <= 'z'); }

// A number or letter that may mark a list item: its value, and how it is written.
struct Counter {
  Marker marker;
  int value = 0;
  bool letter = false;
  std::string_view tail;  // ".", ")", ".)"
};

std::optional<Counter> ReadCounter(std::string_view line, size_t at, StopPoll& poll) {
  Counter counter;
  size_t end = at;
  while (end - at < kCounterBytes && IsAsciiDigit(CharAt(line, end)))
    counter.value = counter.value * 10 + (line[end++] - '0');
  if (end == at) {
    UChar32 c = CharAt(line, at);
    if (c < 'a' || c > 'z') return std::nullopt;
    counter.letter = true;
    counter.value = c - 'a' + 1;
    ++end;
  }
  size_t tail = end;
  while (tail - end < 2 && (CharAt(line, tail) == '.' || CharAt(line, tail) == ')')) ++tail;
  counter.tail = line.substr(end, tail - end);
  if (counter.tail != "." && counter.tail != ")" && counter.tail != ".)") return std::nullopt;
  UChar32 behind = CharAt(line, tail);
  if (!IsSpace(behind) || SkipSpaces(line, tail, poll) == line.size()) return std::nullopt;
  counter.marker = {at, tail};
  return counter;
}

// Returns the first byte at or after `at` that can show a mark: the tail of a number or letter, or the first
// byte of a bullet (0xE2). Returns the end of the line if there is none, or if the poll says stop.
size_t FindHint(std::string_view line, size_t at, StopPoll& poll) {
  constexpr size_t kBlock = 4096;  // bytes between polls
  constexpr size_t kHintSteps = 16;
  while (at < line.size() && !poll.Step(kHintSteps)) {
    const size_t start = at;
    const size_t end = std::min(start + kBlock, line.size());
    while (at < end && line[at] != '.' && line[at] != ')' && line[at] != '\xE2') ++at;
    poll.Step(at - start);
    if (at < end) break;
  }
  return poll.stopped() ? line.size() : at;
}

}  // namespace

std::optional<size_t> EndOfSentence(std::string_view line, size_t sentence_start, size_t boundary,
                                    const SentenceRules& rules, StopPoll& poll) {
  Place place{line,
              sentence_start,
              SkipSpacesBack(line, sentence_start, boundary, poll),
              0,
              SkipSpaces(line, boundary, poll),
              kNone,
              rules,
              poll};
  place.stop = place.end;
  while (place.stop > sentence_start && IsCloser(CharBefore(line, place.stop)) && !poll.Step())
    place.stop -= Length(CharBefore(line, place.stop));
  if (place.stop == sentence_start) return boundary;
  place.first = CharAt(line, SkipOpeners(line, place.next, poll));

  UChar32 terminator = CharBefore(line, place.stop);
  if (IsFollowedByReference(place)) return std::nullopt;
  // "Yahoo! in the accounting department", or a quoted question: "Really?" he asked.
  if ((terminator == '!' || terminator == '?') && IsLower(CharAt(line, place.next))) return std::nullopt;
  if (terminator == '.') {
    if (IsSpacedEllipsis(place)) return std::nullopt;
    bool ellipsis = CharBefore(line, place.stop - 1) == '.';
    bool closed = place.stop < place.end;
    if (!ellipsis && !closed && IsAbbreviation(place)) return std::nullopt;
  }
  return TakeReferences(place);
}

std::vector<Marker> FindMarkers(std::string_view line, StopPoll& poll) {
  std::vector<Marker> markers;
  const auto add = [&](Marker marker) {
    if (MakeRoom(markers, poll)) markers.push_back(marker);
  };
  std::optional<Counter> last;  // the item that the next one must follow
  for (size_t at = FindHint(line, 0, poll); at < line.size(); at = FindHint(line, at + 1, poll)) {
    if (line[at] == '\xE2') {
      UChar32 c = CharAt(line, at);
      if (!IsBullet(c) || (at > 0 && !IsSpace(CharBefore(line, at)))) continue;
      Marker marker{at, at + Length(c)};
      // A number after a bullet is part of the mark.
      if (auto counter = ReadCounter(line, SkipSpaces(line, marker.end, poll), poll))
        marker.end = counter->marker.end;
      if (SkipSpaces(line, marker.end, poll) < line.size()) add(marker);
      at = marker.end - 1;
      continue;
    }
    size_t start = at;
    while (start > 0 && at - start < kCounterBytes && IsCounterByte(line[start - 1])) --start;
    if (start == at || (start > 0 && !IsSpace(CharBefore(line, start)))) continue;
    std::optional<Counter> counter = ReadCounter(line, start, poll);
    if (!counter) continue;
    size_t before = SkipSpacesBack(line, 0, start, poll);
    bool begins = counter->value == 1 && (before == 0 || line[before - 1] == ':');
    bool goes_on = last && counter->value == last->value + 1 && counter->letter == last->letter &&
                   counter->tail == last->tail;
    if (!begins && !goes_on) continue;
    last = counter;
    add(counter->marker);
    at = counter->marker.end - 1;
  }
  return markers;
}

std::vector<size_t> FindBrokenOff(std::string_view line, StopPoll& poll) {
  constexpr std::string_view kDash = "\u2014 ";
  constexpr size_t kDashSteps = 16;
  std::vector<size_t> places;
  for (size_t at = line.find(kDash[0]); at != std::string_view::npos && !poll.Step(kDashSteps);
       at = line.find(kDash[0], at + 1)) {
    if (line.substr(at, kDash.size()) != kDash) continue;
    size_t next = SkipSpaces(line, at + kDash.size(), poll);
    std::string_view word = WordAfter(line, next, poll);
    if (at > 0 && IsSpace(CharBefore(line, at)) && IsUpper(CharAt(line, next)) && word != "I" &&
        BeginsSentences(word) && MakeRoom(places, poll))
      places.push_back(next);
  }
  return places;
}

}  // namespace verbatim::text
