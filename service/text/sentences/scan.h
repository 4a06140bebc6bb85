#pragma once

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/unicode/ascii.h"
#include "text/unicode/stop.h"

// Reading a line character by character: what the rules for sentences share. Offsets are bytes of the line.
namespace verbatim::text {

// How far a rule looks for a word. No word that the rules recognise is longer.
inline constexpr size_t kWordBytes = 40;

inline constexpr UChar32 kNoChar = -1;

// The code point that begins (ends) at `at`, or kNoChar at the end (start) of the line.
inline UChar32 CharAt(std::string_view line, size_t at) {
  if (at >= line.size()) return kNoChar;
  if (U8_IS_SINGLE(line[at])) return line[at];
  auto next = static_cast<int32_t>(at);
  UChar32 c;
  U8_NEXT(reinterpret_cast<const uint8_t*>(line.data()), next, static_cast<int32_t>(line.size()), c);
  return c;
}
inline UChar32 CharBefore(std::string_view line, size_t at) {
  if (at == 0) return kNoChar;
  if (U8_IS_SINGLE(line[at - 1])) return line[at - 1];
  auto previous = static_cast<int32_t>(at);
  UChar32 c;
  U8_PREV(reinterpret_cast<const uint8_t*>(line.data()), 0, previous, c);
  return c;
}

inline size_t Length(UChar32 c) {
  if (c < 0x80) return c == kNoChar ? 0 : 1;
  return static_cast<size_t>(U8_LENGTH(c));
}

// These handle ASCII first: nearly all text is ASCII, and ICU's tables are slower.
inline bool IsSpace(UChar32 c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(c);
}
inline bool IsUpper(UChar32 c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isupper(c) || u_istitle(c);
}
inline bool IsLower(UChar32 c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return u_islower(c);
}
inline bool IsLetter(UChar32 c) {
  if (c < 0x80) return IsUpper(c) || IsLower(c);
  return u_isalpha(c);
}
inline bool IsCurrencySign(UChar32 c) {
  if (c < 0x80) return c == '$';
  return u_charType(c) == U_CURRENCY_SYMBOL;
}
// A vowel sign or another mark that belongs to the letter before it.
inline bool IsMark(UChar32 c) {
  return c >= 0x300 && (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_MC_MASK)) != 0;
}
inline bool IsDigit(UChar32 c) {
  if (c < 0x80) return IsAsciiDigit(c);
  return u_isdigit(c);
}
inline bool IsGeorgian(UChar32 c) { return c >= 0x10D0 && c <= 0x10FF; }

// A letter of a script without capitals. Unicode has Georgian capitals (Mtavruli), but they begin no sentences.
inline bool IsCaseless(UChar32 c) { return c >= 0x80 && (u_charType(c) == U_OTHER_LETTER || IsGeorgian(c)); }

inline bool IsSuperscriptDigit(UChar32 c) {
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

// What the mark of a note is made of if it is raised or circled: digits, the minus sign and brackets. "¹⁻³", "⁽³⁾".
inline bool IsRaisedMark(UChar32 c) {
  return IsSuperscriptDigit(c) || c == 0x207B || c == 0x207D || c == 0x207E || (c >= 0x2460 && c <= 0x2473);
}

// Quotation marks and brackets that may surround a sentence. Some languages close with what others open with.
inline bool IsOpener(UChar32 c) {
  if (c < 0x80) return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{';
  return c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x201E || c == 0xBF || c == 0xA1 || c == 0x201A ||
         c == 0x2039 || c == 0xBB || c == 0x201D;
}
inline bool IsCloser(UChar32 c) {
  if (c < 0x80) return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}';
  return c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x203A ||
         c == 0x300D || c == 0x300F || c == 0xFF09;
}

inline bool IsHyphen(UChar32 c) { return c == '-' || c == 0x2010 || c == 0x2011; }
inline bool IsDash(UChar32 c) { return c == '-' || (c >= 0x2012 && c <= 0x2015); }

// Marks of the direction of writing. They are invisible.
inline bool IsDirectionMark(UChar32 c) {
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Full stops, question marks and so on: ASCII, and Unicode's Sentence_Terminal in other scripts.
inline bool IsTerminator(UChar32 c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  return c == 0x2026 || u_hasBinaryProperty(c, UCHAR_S_TERM);
}

// Runs of white space, openers and closers can be as long as the line, so skipping them polls.
size_t SkipSpaces(std::string_view line, size_t at, StopPoll& poll);
size_t SkipSpacesBack(std::string_view line, size_t start, size_t at, StopPoll& poll);
size_t SkipOpeners(std::string_view line, size_t at, StopPoll& poll);
size_t SkipClosersBack(std::string_view line, size_t start, size_t at);

// French has a space between a full stop and a closing guillemet: "« Non. »". Returns the place before such a space,
// or `at`.
size_t SkipSpaceOfGuillemet(std::string_view line, size_t start, size_t at);

// The bytes that a search looks for. Most bytes of a text are not among them, so a table is quickest.
using ByteTable = std::array<bool, 256>;

constexpr ByteTable TableOf(std::string_view bytes) {
  ByteTable table{};
  for (char c : bytes) table[static_cast<uint8_t>(c)] = true;
  return table;
}

// The last kWordBytes or so of the word that ends at `end`, without leading openers and direction marks around
// it. White space separates words.
std::string_view WordBefore(std::string_view line, size_t start, size_t end);

// The letters with their marks, digits and apostrophes that begin at `at`, after any openers.
std::string_view WordAfter(std::string_view line, size_t at, StopPoll& poll);

bool IsOneLetter(std::string_view word);

// Whether `word` is letters separated by full stops, such as U.S or e.g. Its own full stop is left out.
bool IsAcronym(std::string_view word);

// Whether `word` is a number in Roman capitals.
bool IsRomanNumber(std::string_view word);

// Whether `word` is a number in ASCII digits.
bool IsNumber(std::string_view word);

}  // namespace verbatim::text
