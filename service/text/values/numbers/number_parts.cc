#include "text/values/numbers/number_parts.h"

#include <array>
#include <string_view>

namespace verbatim::text {

size_t SkipHyphen(const Tokens& tokens, size_t at) {
  if (tokens.IsSign(at, U'-')) return at + 1;
  // An en dash, which also separates clauses, must touch both words.
  return tokens.IsSign(at, U'\u2013') && tokens.Touches(at) && tokens.Touches(at + 1) ? at + 1 : at;
}

std::optional<Number> ReadNumeral(const Tokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at) || tokens[at].unclear) return std::nullopt;
  constexpr size_t kMaxBytes = 64;  // the contract's limit for a decimal number
  std::string_view text = tokens.Text(at);
  if (text.size() > kMaxBytes) return std::nullopt;
  // A single full stop separates decimals; two full stops separate groups. Without a single full stop, the
  // last comma separates decimals unless three digits follow it.
  const size_t comma = text.rfind(',');
  const size_t stop = text.rfind('.');
  const bool one_stop = stop != std::string_view::npos && text.find('.') == stop;
  const bool decimal_comma = comma != std::string_view::npos && text.size() - comma != 4 && !one_stop;
  std::array<char, kMaxBytes> digits{};
  size_t size = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((one_stop && i == stop) || (decimal_comma && i == comma)) {
      digits[size++] = '.';
    } else if (text[i] >= '0' && text[i] <= '9') {
      digits[size++] = text[i];
    }
  }
  return Number::FromDigits({digits.data(), size});
}

ScaleReading ReadScale(const Tokens& tokens, size_t at) {
  ScaleReading reading{Number(1), at};
  constexpr size_t kMaxScales = 3;  // "hundred thousand million"
  for (size_t i = 0; i < kMaxScales; ++i) {
    size_t next = SkipHyphen(tokens, reading.end);
    std::optional<Number> factor;
    bool marked = false;  // by an abbreviation
    if (auto scale = tokens.As(next, Role::kScale)) {
      factor = reading.factor.Shifted(*scale);
    } else if (i > 0 && tokens.Has(next, Role::kHundred)) {
      factor = reading.factor.Shifted(2);
    } else if (i == 0 && tokens.Has(next, Role::kDozen)) {
      factor = Number(12);
    } else if (auto mark = tokens.As(next, Role::kScaleMark); mark && i == 0 && tokens.IsNumeral(next - 1)) {
      // m, g, t and mm are metre, gram, tonne and millimetre; only their capitals multiply. No digits may touch
      // the mark.
      const std::string_view text = tokens.Text(next);
      const bool letter = text.size() == 1;
      const bool ambiguous = text == "m" || text == "g" || text == "t" || text == "mm" || text == "Mm";
      if (!ambiguous && (!letter || tokens.Touches(next) || text == "k" || text == "K" || text == "M") &&
          !(tokens.IsNumeral(next + 1) && tokens.Touches(next + 1))) {
        factor = reading.factor.Shifted(*mark);
        marked = !letter;
      }
    }
    if (!factor) break;
    reading.factor = *factor;
    reading.end = next + 1;
    // The full stop of an abbreviation inside a sentence: "1.2 mln. euros".
    const bool goes_on = tokens.IsWord(next + 2) && !tokens[next + 2].capital;
    if (marked && tokens.IsSign(next + 1, U'.') && tokens.Touches(next + 1) && goes_on) ++reading.end;
  }
  return reading;
}

std::optional<OrdinalReading> ReadSmallWords(const Tokens& tokens, size_t at) {
  if (auto unit = tokens.As(at, Role::kCardinal)) return OrdinalReading{*unit, at + 1};
  auto tens = tokens.As(at, Role::kTens);
  if (!tens) return std::nullopt;
  size_t next = SkipHyphen(tokens, at + 1);
  auto unit = tokens.As(next, Role::kCardinal);
  if (unit && *unit >= 1 && *unit <= 9) return OrdinalReading{*tens + *unit, next + 1};
  return OrdinalReading{*tens, at + 1};
}

std::optional<OrdinalReading> ReadOrdinal(const Tokens& tokens, size_t at) {
  if (auto ordinal = tokens.As(at, Role::kOrdinal)) return OrdinalReading{*ordinal, at + 1};
  if (auto tens = tokens.As(at, Role::kTens)) {
    size_t next = SkipHyphen(tokens, at + 1);
    auto unit = tokens.As(next, Role::kOrdinal);
    if (unit && *unit <= 9) return OrdinalReading{*tens + *unit, next + 1};
    return std::nullopt;
  }
  if (tokens.IsNumeral(at) && tokens.Has(at + 1, Role::kOrdinalMark) && tokens.Touches(at + 1)) {
    auto number = ReadNumeral(tokens, at);
    auto value = number ? number->AsSmallInteger(9999) : std::nullopt;
    if (value) return OrdinalReading{*value, at + 2};
  }
  return std::nullopt;
}

}  // namespace verbatim::text
