#include "text/sentences/scan.h"

#include <algorithm>

namespace verbatim::text {

size_t SkipSpaces(std::string_view line, size_t at, StopPoll& poll) {
  for (UChar32 c = CharAt(line, at); IsSpace(c) && !poll.Step(); c = CharAt(line, at)) at += Length(c);
  return at;
}

size_t SkipSpacesBack(std::string_view line, size_t start, size_t at, StopPoll& poll) {
  while (at > start) {
    const UChar32 c = CharBefore(line, at);
    if (!IsSpace(c) || poll.Step()) break;
    at -= Length(c);
  }
  return at;
}

size_t SkipOpeners(std::string_view line, size_t at, StopPoll& poll) {
  for (UChar32 c = CharAt(line, at); IsOpener(c) && !poll.Step(); c = CharAt(line, at)) at += Length(c);
  return at;
}

size_t SkipClosersBack(std::string_view line, size_t start, size_t at) {
  while (at > start && IsCloser(CharBefore(line, at))) {
    const UChar32 c = CharBefore(line, at);
    at -= Length(c);
    if (c == 0xBB) at = SkipSpaceOfGuillemet(line, start, at);
  }
  return at;
}

size_t SkipSpaceOfGuillemet(std::string_view line, size_t start, size_t at) {
  const UChar32 space = CharBefore(line, at);
  if (at <= start || !IsSpace(space)) return at;
  const size_t before = at - Length(space);
  return before > start && IsTerminator(CharBefore(line, before)) ? before : at;
}

std::string_view WordBefore(std::string_view line, size_t start, size_t end) {
  const size_t mark_start = end - std::min(end - start, kWordBytes);
  while (end > mark_start && IsDirectionMark(CharBefore(line, end))) end -= Length(CharBefore(line, end));
  size_t from = end;
  while (from > start && end - from < kWordBytes) {
    const auto byte = static_cast<uint8_t>(line[from - 1]);
    if (byte > ' ' && byte < 0x80) {
      --from;
      continue;
    }
    const UChar32 c = CharBefore(line, from);
    if (IsSpace(c)) break;
    from -= Length(c);
  }
  while (from < end && (IsOpener(CharAt(line, from)) || IsDirectionMark(CharAt(line, from)))) {
    from += Length(CharAt(line, from));
  }
  return line.substr(from, end - from);
}

std::string_view WordAfter(std::string_view line, size_t at, StopPoll& poll) {
  at = SkipOpeners(line, at, poll);
  size_t end = at;
  while (end < line.size() && end - at < kWordBytes) {
    UChar32 c = CharAt(line, end);
    if (!IsLetter(c) && !IsAsciiDigit(c) && c != '\'' && c != 0x2019 && !IsMark(c)) break;
    end += Length(c);
  }
  return line.substr(std::min(at, line.size()), end - at);
}

bool IsOneLetter(std::string_view word) {
  return !word.empty() && IsLetter(CharAt(word, 0)) && Length(CharAt(word, 0)) == word.size();
}

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

bool IsRomanNumber(std::string_view word) {
  return !word.empty() && word.find_first_not_of("IVXLCDM") == std::string_view::npos;
}

bool IsNumber(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return IsAsciiDigit(c); });
}

}  // namespace verbatim::text
