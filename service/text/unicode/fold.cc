#include "text/unicode/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

const icu::Normalizer2& Nfkd() {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(code);
  if (U_SUCCESS(code)) return *nfkd;
  std::fprintf(stderr, "verbatim: ICU cannot normalize: %s\n", u_errorName(code));
  std::abort();
}

bool IsIn(UChar32 c, UChar32 first, UChar32 last) { return c >= first && c <= last; }

// Arabic and Hebrew vowel points and other marks that texts may leave out, and the tatweel, which only stretches
// a word. Maddah and hamza (U+0653 to U+0655) tell words apart and are not among them.
bool IsOptionalMark(UChar32 c) {
  if (!IsIn(c, 0x0591, 0x06ED)) return false;
  if (c <= 0x05C7) return c != 0x05BE && c != 0x05C0 && c != 0x05C3 && c != 0x05C6;
  return IsIn(c, 0x0610, 0x061A) || c == 0x0640 || IsIn(c, 0x064B, 0x0652) || IsIn(c, 0x0656, 0x065F) ||
         c == 0x0670 || IsIn(c, 0x06D6, 0x06DC) || IsIn(c, 0x06DF, 0x06E4) || c == 0x06E7 || c == 0x06E8 ||
         IsIn(c, 0x06EA, 0x06ED);
}

// Superscript digits are an exponent or the mark of a note, never digits of the figure before them.
bool IsSuperscriptDigit(UChar32 c) {
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || IsIn(c, 0x2074, 0x2079);
}

// Returns the character itself, the character that represents its kind, or 0 for characters that folding
// drops.
char32_t FoldOne(UChar32 c) {
  if (IsIn(c, 0x0300, 0x036F) || IsOptionalMark(c)) return 0;
  if (u_isUWhiteSpace(c)) return ' ';
  switch (c) {
    case 0x00AD:  // soft hyphen
    case 0x200B:
    case 0x200C:
    case 0x200D:  // zero-width space, non-joiner, joiner
    case 0x200E:
    case 0x200F:  // direction marks
    case 0x2060:
    case 0xFEFF:  // word joiner, byte order mark
      return 0;
    case '`':
    case 0x00B4:
    case 0x02B9:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
      return '\'';
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x300C:
    case 0x300D:
    case 0x301D:
    case 0x301E:
    case 0x301F:
      return '"';
    case 0x2212:
      return '-';
    default:
      break;
  }
  if (u_charType(c) == U_DASH_PUNCTUATION) return '-';
  return static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT));
}

// Folds of the ASCII characters, which make up most texts.
const std::array<char32_t, 128>& AsciiFolds() {
  static const std::array<char32_t, 128> folds = [] {
    std::array<char32_t, 128> table{};
    for (UChar32 c = 0; c < 128; ++c) table[static_cast<size_t>(c)] = FoldOne(c);
    return table;
  }();
  return folds;
}

// The most code points that a character may fold into. Only two characters decompose into more, whole phrases of
// 18 and 8 code points (U+FDFA, U+FDFB), and stay as they are: without the bound, a text of 16 MiB would take a
// GiB folded.
constexpr int32_t kMostFolded = 6;

bool IsDropped(UChar32 c) { return c >= 0x80 && FoldOne(c) == 0; }

}  // namespace

FoldedText::FoldedText(std::string_view text) {
  StopPoll poll;
  *this = FoldedText(text, poll);
}

FoldedText::FoldedText(std::string_view text, StopPoll& poll) : text_(text) {
  constexpr int64_t kBlock = 4096;   // bytes between polls
  constexpr size_t kWideSteps = 16;  // more steps for a character that is not ASCII
  const auto& ascii = AsciiFolds();
  const icu::Normalizer2& nfkd = Nfkd();
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  code_points_.reserve(text.size());
  starts_.reserve(text.size());
  icu::UnicodeString decomposed;
  for (int64_t i = 0; i < size && !poll.Step(kBlock);) {
    const int64_t end = std::min(i + kBlock, size);
    while (i < end) {
      const auto start = static_cast<size_t>(i);
      if (bytes[i] < 0x80) {
        Add(ascii[bytes[i++]], start, poll);
        continue;
      }
      poll.Step(kWideSteps);
      UChar32 c;
      U8_NEXT(bytes, i, size, c);
      if (c == 0xDF || c == 0x1E9E) {  // sharp s
        Add('s', start, poll);
        Add('s', start, poll);
        continue;
      }
      // Fold quotes and dashes before decomposition: some decompose into a space and a mark.
      char32_t folded = FoldOne(c);
      if (folded < 0x80 || IsSuperscriptDigit(c) || !nfkd.getDecomposition(c, decomposed) ||
          decomposed.countChar32() > kMostFolded) {
        Add(folded, start, poll);
        continue;
      }
      for (int32_t k = 0; k < decomposed.length(); k = decomposed.moveIndex32(k, 1)) {
        Add(FoldOne(decomposed.char32At(k)), start, poll);
      }
    }
  }
  if (!code_points_.empty() && code_points_.back() == ' ') {
    code_points_.pop_back();
    starts_.pop_back();
  }
}

void FoldedText::Add(char32_t folded, size_t start, StopPoll& poll) {
  if (folded == 0 || (folded == ' ' && (code_points_.empty() || code_points_.back() == ' '))) return;
  // A few characters fold into more code points than they have bytes.
  if (!MakeRoom(code_points_, poll) || !MakeRoom(starts_, poll)) return;
  code_points_.push_back(folded);
  starts_.push_back(static_cast<uint32_t>(start));
}

size_t FoldedText::IndexOf(size_t byte) const {
  return static_cast<size_t>(std::lower_bound(starts_.begin(), starts_.end(), byte) - starts_.begin());
}

ByteRange FoldedText::SourceOf(size_t start, size_t end) const {
  StopPoll poll;
  return SourceOf(start, end, poll);
}

ByteRange FoldedText::SourceOf(size_t start, size_t end, StopPoll& poll) const {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data());
  const auto size = static_cast<int64_t>(text_.size());
  int64_t stop = starts_[end - 1];
  UChar32 c;
  U8_NEXT(bytes, stop, size, c);
  // Dropped characters belong to the character before them.
  for (int64_t next = stop; next < size && !poll.Step(); stop = next) {
    U8_NEXT(bytes, next, size, c);
    if (!IsDropped(c)) break;
  }
  return {starts_[start], static_cast<size_t>(stop)};
}

}  // namespace verbatim::text
