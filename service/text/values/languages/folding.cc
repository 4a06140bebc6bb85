#include "text/values/languages/folding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// Letters without a decomposition, and what writers without the right keyboard type for them.
constexpr std::pair<UChar32, std::string_view> kPlain[] = {
    {0xDF, "ss"}, {0xE6, "ae"}, {0xF8, "o"},  {0xF0, "d"},       {0xFE, "th"},
    {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},     {0xAD, ""},
    {0x200B, ""}, {0x200C, ""}, {0x2BC, ""},  {0x3C2, "\u03C3"},  // a final sigma
};

void Append(UChar32 c, std::string& folded) { AppendUtf8(static_cast<char32_t>(c), folded); }

// Accents of European scripts, the vowel points of Hebrew and Arabic.
bool IsOptionalMark(UChar32 c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7 && u_charType(c) == U_NON_SPACING_MARK) ||
         (c >= 0x64B && c <= 0x65F);
}

void AppendFolded(UChar32 c, Rings rings, std::string& folded) {
  c = c == 0x130 ? 'i' : u_tolower(c);
  const bool ring = c == 0xE5 || c == 0xE4 || c == 0xF6 || c == 0xE6 || c == 0xF8;
  if (ring && rings == Rings::kKept) return Append(c, folded);
  for (const auto& [letter, plain] : kPlain) {
    if (c == letter) {
      folded += plain;
      return;
    }
  }
  if (IsOptionalMark(c)) return;
  constexpr UChar32 kFirstHangul = 0xAC00;
  constexpr UChar32 kLastHangul = 0xD7A3;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(error);
  icu::UnicodeString parts;
  if (U_FAILURE(error) || (c >= kFirstHangul && c <= kLastHangul) ||
      !decomposer->getDecomposition(c, parts)) {
    Append(c, folded);
    return;
  }
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    if (!IsOptionalMark(parts.char32At(i))) Append(parts.char32At(i), folded);
  }
}

}  // namespace

std::string FoldWord(std::string_view word, Rings rings) {
  std::string folded;
  folded.reserve(word.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(word.data());
  for (size_t at = 0; at < word.size();) {
    if (bytes[at] < 0x80) {
      folded += ToAsciiLower(word[at++]);
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, at, word.size(), c);
    if (c >= 0) AppendFolded(c, rings, folded);
  }
  return folded;
}

}  // namespace verbatim::text
