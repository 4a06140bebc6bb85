#include "text/quotes/typography.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "text/quotes/locate.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

enum class FirstWord { kAsItIs, kLowerCase };

// How many passages that equal the folded quote are compared in plain typography.
constexpr size_t kComparedPlaces = 1000;

// Context is compared with the code points next to the quote: as many as the context has, and some more, because
// the text may have invisible characters and runs of white space there.
constexpr size_t kMoreContext = 64;

const icu::Normalizer2& Nfd() {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(code);
  if (U_SUCCESS(code)) return *nfd;
  std::fprintf(stderr, "verbatim: ICU cannot normalize: %s\n", u_errorName(code));
  std::abort();
}

bool IsIn(UChar32 c, UChar32 first, UChar32 last) { return c >= first && c <= last; }

// Returns whether the character is invisible and changes no word: a soft hyphen, a zero-width space or joiner, a mark
// of direction, a word joiner, or a byte order mark.
bool IsInvisible(UChar32 c) {
  return c == 0xAD || IsIn(c, 0x200B, 0x200F) || IsIn(c, 0x202A, 0x202E) || c == 0x2060 ||
         IsIn(c, 0x2066, 0x2069) || c == 0xFEFF;
}

// Returns the plain form of a quotation mark, dash or ellipsis; otherwise empty.
std::string_view PlainSign(UChar32 c) {
  switch (c) {
    case '`':
    case 0xB4:
    case 0x02B9:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
      return "'";
    case 0xAB:
    case 0xBB:
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
      return "\"";
    case 0x2026:
      return "...";
    default:
      return u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212 ? "-" : "";
  }
}

bool IsLigature(UChar32 c) { return IsIn(c, 0xFB00, 0xFB06) || IsIn(c, 0xFB13, 0xFB17); }

void Append(UChar32 c, std::string& text) { AppendUtf8(static_cast<char32_t>(c), text); }

// Appends the letters of a ligature.
void AppendLetters(UChar32 ligature, FirstWord first_word, std::string& text) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(code);
  icu::UnicodeString letters;
  if (U_FAILURE(code) || !nfkd->getDecomposition(ligature, letters)) return Append(ligature, text);
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 letter = letters.char32At(i);
    Append(first_word == FirstWord::kLowerCase ? u_foldCase(letter, U_FOLD_CASE_DEFAULT) : letter, text);
  }
}

std::string Decompose(std::string text) {
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return text;
  std::string decomposed;
  icu::StringByteSink<std::string> sink(&decomposed);
  UErrorCode code = U_ZERO_ERROR;
  Nfd().normalizeUTF8(0, text, sink, nullptr, code);
  return U_SUCCESS(code) ? decomposed : text;
}

std::string Plain(std::string_view given, FirstWord first_word) {
  // Some letters have a small form only when they are decomposed. What is dropped may have kept marks from their order,
  // so the result is decomposed again.
  const std::string text = Decompose(std::string(given));
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  std::string plain;
  plain.reserve(text.size());
  bool space = false;
  for (int64_t at = 0; at < size;) {
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (IsInvisible(c)) continue;
    if (u_isUWhiteSpace(c)) {
      space = true;
      continue;
    }
    if (space && !plain.empty()) {
      plain += ' ';
      first_word = FirstWord::kAsItIs;
    }
    space = false;
    if (const std::string_view sign = PlainSign(c); !sign.empty()) {
      plain += sign;
    } else if (IsLigature(c)) {
      AppendLetters(c, first_word, plain);
    } else {
      Append(first_word == FirstWord::kLowerCase ? u_foldCase(c, U_FOLD_CASE_DEFAULT) : c, plain);
    }
  }
  return Decompose(plain);
}

}  // namespace

std::string PlainTypography(std::string_view text) { return Plain(text, FirstWord::kLowerCase); }

bool SameTypography(std::string_view a, std::string_view b) {
  return a == b || PlainTypography(a) == PlainTypography(b);
}

bool HasTypographicContext(std::string_view text, ByteRange range, QuoteContext context) {
  const std::string_view before =
      LastCodePoints(text.substr(0, range.start), context.prefix.size() + kMoreContext);
  const std::string_view after =
      FirstCodePoints(text.substr(range.end), context.suffix.size() + kMoreContext);
  return Plain(before, FirstWord::kAsItIs).ends_with(Plain(context.prefix, FirstWord::kAsItIs)) &&
         Plain(after, FirstWord::kAsItIs).starts_with(Plain(context.suffix, FirstWord::kAsItIs));
}

std::vector<ByteRange> FindTypographic(std::string_view text, std::string_view quote, QuoteContext context,
                                       size_t limit, const ShouldStop& should_stop) {
  LocateOptions options;
  options.limit = kComparedPlaces;
  options.min_similarity = 1;
  const std::string plain = PlainTypography(quote);
  const std::vector<LocatedPassage> compared = LocateQuote(text, quote, options, should_stop);
  std::vector<ByteRange> places;
  for (const LocatedPassage& passage : compared) {
    if (places.size() == limit) break;
    const std::string_view words = text.substr(passage.range.start, passage.range.size());
    if (PlainTypography(words) == plain && HasTypographicContext(text, passage.range, context))
      places.push_back(passage.range);
  }
  if (compared.size() == kComparedPlaces && places.size() < 2) {
    places.clear();
    for (size_t i = 0; i < std::min(limit, compared.size()); ++i) places.push_back(compared[i].range);
  }
  return places;
}

}  // namespace verbatim::text
