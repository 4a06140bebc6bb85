#include "text/values/languages/local_numeric_date.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace verbatim::text {
namespace {

constexpr int kFirstYear = 1000;

struct Piece {
  size_t digits = 0;
  int value = 0;
  char32_t separator = 0;  // before it
  bool spaced = false;     // white space beside that separator
  size_t end = 0;          // the token after it, or 0 inside a token
};

// Splits tokens at the signs of a date into numbers of at most four digits.
std::vector<Piece> PiecesAt(const LocalTokens& tokens, size_t at) {
  constexpr size_t kMostPieces = 5;
  std::vector<Piece> pieces;
  char32_t separator = 0;
  bool spaced = false;
  for (size_t next = at; pieces.size() < kMostPieces && tokens.IsNumeral(next);) {
    const std::string_view text = tokens.Text(next);
    Piece piece;
    piece.separator = separator;
    piece.spaced = spaced;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    for (size_t i = 0; i <= text.size();) {
      UChar32 c = 0;  // past the end, 0
      if (i < text.size()) {
        U8_NEXT(bytes, i, text.size(), c);
      } else {
        ++i;
      }
      if (const int digit = u_charDigitValue(c); c > 0 && digit >= 0) {
        if (++piece.digits > 4) return {};
        piece.value = 10 * piece.value + digit;
        continue;
      }
      if (piece.digits == 0 || (c != 0 && c != '.' && c != ',')) return {};
      piece.end = c == 0 ? next + 1 : 0;
      pieces.push_back(piece);
      piece = Piece();
      piece.separator = static_cast<char32_t>(c);
    }
    const size_t sign = next + 1;
    const bool joins = tokens.IsSign(sign, U'.') || tokens.IsSign(sign, U'/') || tokens.IsSign(sign, U'-');
    if (!joins || !tokens.IsNumeral(sign + 1)) break;
    separator = tokens[sign].sign;
    spaced = !tokens.Touches(sign) || !tokens.Touches(sign + 1);
    next = sign + 1;
  }
  return pieces;
}

int FullYear(const Piece& piece) {
  constexpr int kPivot = 50;
  if (piece.digits != 2) return piece.value;
  return piece.value < kPivot ? 2000 + piece.value : 1900 + piece.value;
}

std::optional<TimeReading> ReadThree(const std::vector<Piece>& pieces, size_t at) {
  const Piece& a = pieces[0];
  const Piece& b = pieces[1];
  const Piece& c = pieces[2];
  const bool same = b.separator == c.separator || (b.separator == U'/' && c.separator == U',');
  if (!same || c.end == 0) return std::nullopt;
  if (a.digits == 4) return MakeTimeReading(DayOf(a.value, b.value, c.value), at, c.end);
  if (a.digits > 2 || b.digits > 2 || (c.digits != 4 && c.digits != 2)) return std::nullopt;
  if (b.spaced != c.spaced && b.separator != U'.') return std::nullopt;
  auto reading = MakeTimeReading(DayOf(FullYear(c), b.value, a.value), at, c.end);
  if (!reading) reading = MakeTimeReading(DayOf(FullYear(c), a.value, b.value), at, c.end);
  return reading;
}

}  // namespace

std::optional<TimeReading> ReadNumericDate(const LocalTokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at)) return std::nullopt;
  const bool joined = tokens.Touches(at) && (tokens.IsSign(at - 1, U'/') || tokens.IsSign(at - 1, U'.'));
  if (joined) return std::nullopt;
  const std::vector<Piece> pieces = PiecesAt(tokens, at);
  if (pieces.size() >= 3) {
    if (pieces.size() == 3 || pieces[3].separator == U'-') return ReadThree(pieces, at);
    return std::nullopt;
  }
  if (pieces.size() != 2 || pieces[1].end == 0) return std::nullopt;
  const Piece& a = pieces[0];
  const Piece& b = pieces[1];
  if (b.separator == U',') return std::nullopt;
  if (a.digits == 4 && b.digits <= 2 && a.value >= kFirstYear) {
    auto reading = MakeTimeReading(MonthOf(a.value, b.value), at, b.end);
    if (reading) reading->weak = b.separator == U'.' || b.digits == 1;
    return reading;
  }
  if (b.digits == 4 && a.digits <= 2 && b.value >= kFirstYear) {
    auto reading = MakeTimeReading(MonthOf(b.value, a.value), at, b.end);
    if (reading) reading->weak = b.separator == U'.' && a.digits == 1;
    return reading;
  }
  if (a.digits > 2 || b.digits > 2 || b.spaced) return std::nullopt;
  // "15.1.", "22/4", "am 15.1"
  const bool led = tokens.Is(at - 1, Sense::kDayMark) || tokens.Is(at - 1, Sense::kFrom) ||
                   tokens.Is(at - 1, Sense::kTo) || tokens.Is(at - 1, Sense::kBetween);
  const bool stop = b.separator == U'.' && tokens.IsSign(b.end, U'.') && tokens.Touches(b.end);
  const bool slash = b.separator == U'/';
  if (!led && !stop && !slash && !(a.digits == 2 && b.digits == 2 && b.separator == U'.'))
    return std::nullopt;
  auto period = DayOf(b.value, a.value);
  if (!period && (slash || led)) period = DayOf(a.value, b.value);
  auto reading = MakeTimeReading(period, at, stop ? b.end + 1 : b.end);
  constexpr int kUsualDenominators[] = {2, 3, 4, 5, 6, 8, 10};
  const bool fraction = slash && a.value < b.value &&
                        std::find(std::begin(kUsualDenominators), std::end(kUsualDenominators), b.value) !=
                            std::end(kUsualDenominators);
  if (reading) reading->weak = !led && (fraction || !stop);
  return reading;
}

}  // namespace verbatim::text
