#include "text/sentences/sentence_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/sentences/abbreviation_rules.h"
#include "text/sentences/scan.h"

namespace verbatim::text {
namespace {

// No bracketed reference that the rules recognise is longer.
constexpr size_t kBracketBytes = 80;

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
  bool note = place.rules.is("en") && digits > place.next && behind > digits &&
              IsUpper(CharAt(place.line, behind)) &&
              place.rules.words->BeginsSentences(WordAfter(place.line, behind, place.poll)) &&
              !IsAsciiDigit(CharBefore(place.line, place.stop - 1));
  return note ? behind : place.next;
}

// Whether a quotation is followed by a reference in round brackets, which has the full stop after it:
// "stairways [...]" (Smith 55).
bool IsFollowedByReference(const Place& place) {
  if (!place.closed || CharAt(place.line, place.next) != '(') return false;
  size_t close = place.line.substr(place.next, kBracketBytes).find(')');
  if (close == std::string_view::npos) return false;
  UChar32 behind = CharAt(place.line, place.next + close + 1);
  return behind == '.' || behind == ',' || behind == ';';
}

// Whether three full stops, with spaces between and before them, precede the boundary: words omitted in the
// middle of a sentence.
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

// Whether the sentence continues after a question or an exclamation: "Yahoo! in the accounting department",
// "Really?" he asked, "«Когда?» — спросил он".
bool IsExclamationInside(const Place& place) {
  size_t at = place.next;
  if (IsDash(CharAt(place.line, at))) {
    at += Length(CharAt(place.line, at));
    if (!IsSpace(CharAt(place.line, at)) && !IsLower(CharAt(place.line, at))) return false;
    at = SkipSpaces(place.line, at, place.poll);
  }
  return IsLower(CharAt(place.line, at));
}

// The brackets and quotation marks of Chinese and Japanese, within which no sentence ends.
constexpr auto kBrackets = std::to_array<std::pair<UChar32, UChar32>>({{0x300C, 0x300D},
                                                                       {0x300E, 0x300F},
                                                                       {0x300A, 0x300B},
                                                                       {0x3008, 0x3009},
                                                                       {0x3010, 0x3011},
                                                                       {0xFF08, 0xFF09},
                                                                       {0x201C, 0x201D}});

// What follows a quotation in Japanese whose sentence continues: "「行く。」と言った。"
constexpr auto kAfterQuotation = std::to_array<std::string_view>({"と", "って", "など", "を"});

// Words that begin with the same syllable and begin sentences.
constexpr auto kNoQuotation = std::to_array<std::string_view>(
    {"とても", "ところ", "とにかく", "ともかく", "ともあれ", "とき", "とりあえず", "とっさ"});

// UAX #29 lets a bracket that opens directly after a full stop belong to the sentence before it. Returns the boundary
// before such brackets.
size_t BeforeOpeners(std::string_view line, size_t sentence_start, size_t boundary, StopPoll& poll) {
  while (boundary > sentence_start && !poll.Step()) {
    const UChar32 c = CharBefore(line, boundary);
    const auto opens = [c](const auto& pair) { return c == pair.first; };
    if (std::none_of(kBrackets.begin(), kBrackets.end(), opens)) break;
    boundary -= Length(c);
  }
  return boundary;
}

// Whether the boundary is within brackets that close soon, after the brackets of a title, or after a Japanese
// quotation whose sentence continues.
bool IsWithinBrackets(const Place& place) {
  constexpr size_t kBehind = 600;
  constexpr size_t kAhead = 200;  // less than a stream waits for
  if (place.closed && place.rules.is("ja")) {
    const std::string_view after = place.line.substr(place.next);
    const auto begins = [after](std::string_view word) { return after.starts_with(word); };
    if (std::any_of(kAfterQuotation.begin(), kAfterQuotation.end(), begins)) {
      return std::none_of(kNoQuotation.begin(), kNoQuotation.end(), begins);
    }
  }
  const UChar32 last = CharBefore(place.line, place.end);
  if (last == 0x300B || last == 0x3009 || last == 0x3011) return true;
  const size_t from = std::max(place.start, place.end - std::min(place.end, kBehind));
  for (size_t at = place.end; at > from;) {
    const UChar32 c = CharBefore(place.line, at);
    at -= Length(c);
    for (const auto& [open, close] : kBrackets) {
      if (c == close) return false;
      if (c != open) continue;
      for (size_t ahead = place.end; ahead < place.line.size() && ahead < place.end + kAhead;) {
        const UChar32 next = CharAt(place.line, ahead);
        if (next == close) return true;
        if (next == open) return false;
        ahead += Length(next);
      }
      return false;
    }
  }
  return false;
}

// UAX #29 ends a sentence before the space of a closing guillemet: "« Non. » Elle". Returns the boundary after the
// guillemet, or `boundary` if there is none.
size_t AfterGuillemet(std::string_view line, size_t boundary, StopPoll& poll) {
  if (!line.substr(boundary).starts_with("\u00BB") || !IsSpace(CharBefore(line, boundary))) return boundary;
  const size_t end = boundary + Length(0xBB);
  const UChar32 next = CharAt(line, end);
  // In other languages, the same character opens: "Er ging. »Ich bleibe«, sagte sie."
  return IsLetter(next) || IsDigit(next) ? boundary : SkipSpaces(line, end, poll);
}

// Whether a sentence continues after a quotation that a guillemet closes: "« Non. », dit-il".
bool ContinuesQuotation(const Place& place) {
  const UChar32 next = CharAt(place.line, place.next);
  const bool stop = next == ',' || next == ';' || next == ':' || next == '.' || next == ')';
  return next == kNoChar || stop || IsExclamationInside(place);
}

}  // namespace

std::optional<size_t> EndOfSentence(std::string_view line, size_t sentence_start, size_t boundary,
                                    const SentenceRules& rules, StopPoll& poll) {
  const bool wide = rules.is("ja") || rules.is("zh");
  if (wide) boundary = BeforeOpeners(line, sentence_start, boundary, poll);
  const size_t before_guillemet = boundary;
  boundary = AfterGuillemet(line, boundary, poll);
  const Place place = PlaceAt(line, sentence_start, boundary, rules, poll);
  if (place.stop == sentence_start) return boundary;
  const UChar32 terminator = CharBefore(line, place.stop);
  if (IsFollowedByReference(place)) return std::nullopt;
  if (wide && IsWithinBrackets(place)) return std::nullopt;
  if (boundary != before_guillemet && ContinuesQuotation(place)) return std::nullopt;
  // Korean particles follow a quotation directly: "“간다.”라고".
  if (rules.is("ko") && place.closed && place.next == place.end) return std::nullopt;
  // U+104A is a comma, although Unicode lets it end sentences.
  if (terminator == 0x104A) return std::nullopt;
  if (terminator != '.' && terminator < 0x80 && IsExclamationInside(place)) return std::nullopt;
  if (terminator == '.') {
    if (IsSpacedEllipsis(place)) return std::nullopt;
    bool ellipsis = CharBefore(line, place.stop - 1) == '.';
    // In Armenian, a full stop is a colon unless white space follows.
    if (rules.is("hy") && place.next == place.end) return std::nullopt;
    if (!ellipsis && !place.closed && IsAbbreviation(place)) return std::nullopt;
  }
  return TakeReferences(place);
}

}  // namespace verbatim::text
