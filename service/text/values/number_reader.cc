#include "text/values/number_reader.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace verbatim::text {
namespace {

using F = Function;

// Skips the hyphen between two parts of a number: "twenty-one".
size_t SkipHyphen(const Tokens& tokens, size_t at) { return tokens.IsSign(at, U'-') ? at + 1 : at; }

std::optional<Number> Times(const std::optional<Number>& a, const Number& b) {
  return a ? a->Times(b) : std::nullopt;
}

std::optional<Number> Plus(const std::optional<Number>& a, const Number& b) {
  return a ? a->Plus(b) : std::nullopt;
}

struct Part {
  std::optional<Number> number;
  size_t end = 0;
  bool words = false;
  bool joined = false;  // ends with units, so that nothing more can be added
};

// Reads the part of a number that a scale can follow: "three hundred and six", "52", "2.12 hundred".
std::optional<Part> ReadGroup(const Tokens& tokens, size_t at, Joining joining) {
  Part part{Number(1), at, true, false};
  if (std::optional<Number> numeral = ReadNumeral(tokens, at)) {
    part = {numeral, at + 1, false, false};
  } else if (auto small = ReadSmallWords(tokens, at)) {
    part = {Number(small->value), small->end, true, true};
  } else if (tokens.Is(at, F::kA)) {
    part.end = at + 1;
  }
  size_t hundred = SkipHyphen(tokens, part.end);
  if (!tokens.Has(hundred, Role::kHundred)) {
    if (part.end == at || tokens.Is(at, F::kA)) {
      // "a thousand", "million": the number is 1 and a scale must follow.
      if (!tokens.Has(part.end, Role::kScale) && !tokens.Has(part.end, Role::kDozen)) return std::nullopt;
      if (part.end == at && tokens.Has(at, Role::kDozen)) return std::nullopt;
    }
    return part;
  }
  part.number = part.number->Shifted(2);
  part.end = hundred + 1;
  part.joined = false;
  size_t next = part.end;
  bool with_and = joining == Joining::kFull && tokens.Is(next, F::kAnd);
  if (with_and) ++next;
  std::optional<Number> more;
  size_t end = next;
  if (auto small = ReadSmallWords(tokens, next)) {
    more = Number(small->value);
    end = small->end;
  } else if (with_and && tokens.IsNumeral(next)) {
    more = ReadNumeral(tokens, next);
    end = next + 1;
    if (!more || !more->AsSmallInteger(99)) return part;
  }
  // In "two hundred and three hundred" and "one hundred and two thirds", the first number ends at "hundred".
  if (!more || tokens.Has(end, Role::kHundred) || tokens.Has(end, Role::kPlural) ||
      tokens.Has(end, Role::kPart)) {
    return part;
  }
  part.number = Plus(part.number, *more);
  part.end = end;
  part.joined = true;
  return part;
}

// A number without fraction words: "two hundred thousand and six", "4 thousand 3 hundred and 21", "3 dozen".
struct Whole {
  Number number;
  size_t end = 0;
  bool words = false;
  Number last_scale{1};  // scales a fraction that follows: "3 million and a half"
};
std::optional<Whole> ReadWhole(const Tokens& tokens, size_t at, Joining joining) {
  Whole whole;
  if (tokens.IsNumeral(at) && tokens[at + 1].word == nullptr && !tokens.IsSign(at + 1, U'-')) {
    // Fast path for the most frequent case: digits without a scale.
    auto numeral = ReadNumeral(tokens, at);
    if (!numeral) return std::nullopt;
    whole.number = *numeral;
    whole.end = at + 1;
    return whole;
  }
  std::optional<Number> smallest;  // the scale of the last part; later parts must be smaller
  for (size_t next = at;;) {
    std::optional<Part> part = ReadGroup(tokens, next, joining);
    if (!part || !part->number) break;
    ScaleReading scale = ReadScale(tokens, part->end);
    if (smallest) {
      const bool fits = scale.factor < *smallest && *part->number < *smallest;
      // "2 million and 16" may be two numbers, and "2 million 16" is two numbers.
      const bool belongs = part->words || scale.factor == Number(1000) || part->end > next + 1;
      if (!fits || !belongs) break;
      if (tokens.Has(scale.end, Role::kPlural) || tokens.Has(scale.end, Role::kPart) ||
          tokens.Is(next, F::kA))
        break;
    }
    const bool plain = !smallest && scale.end == part->end;
    std::optional<Number> sum = plain ? part->number : Plus(Times(part->number, scale.factor), whole.number);
    if (!sum) break;
    whole.number = *sum;
    whole.end = scale.end;
    if (!smallest) whole.words = part->words;
    if (scale.end == part->end) {
      if (smallest) whole.last_scale = Number(1);
      break;
    }
    whole.last_scale = scale.factor;
    smallest = scale.factor;
    next = scale.end;
    if (joining == Joining::kFull && tokens.Is(next, F::kAnd)) ++next;
  }
  if (whole.end == 0) return std::nullopt;
  return whole;
}

// The denominator of a fraction in words: "thirds", "twenty-firsts", "hundredth".
struct Denominator {
  Number number;
  size_t end = 0;
  bool plural = false;
};
std::optional<Denominator> ReadDenominator(const Tokens& tokens, size_t at) {
  at = SkipHyphen(tokens, at);
  if (auto part = tokens.As(at, Role::kPart)) {
    return Denominator{Number(*part), at + 1, tokens.Text(at).back() == 's'};
  }
  int tens = tokens.As(at, Role::kTens).value_or(0);
  size_t last = tens == 0 ? at : SkipHyphen(tokens, at + 1);
  auto plural = tokens.As(last, Role::kPlural);
  auto ordinal = plural ? plural : tokens.As(last, Role::kOrdinal);
  if (ordinal && (tens == 0 ? *ordinal > 2 : *ordinal < 10)) {
    return Denominator{Number(tens + *ordinal), last + 1, plural.has_value()};
  }
  auto plural_scale = tokens.As(at, Role::kPluralScale);
  auto scale = plural_scale ? plural_scale : tokens.As(at, Role::kOrdinalScale);
  if (!scale) return std::nullopt;
  return Denominator{*Number(1).Shifted(*scale), at + 1, plural_scale.has_value()};
}

// Whether a word that continues the phrase occurs at `at`. Then "a third term" is not the fraction 1/3.
bool GoesOn(const Tokens& tokens, size_t at) {
  return tokens.IsWord(at) && !tokens.Is(at, F::kOf) && !tokens.Is(at, F::kAnd) && !tokens.Is(at, F::kOr);
}

struct Fraction {
  Number number;
  size_t end = 0;
  Number scale{1};  // `number` already includes this factor: "half a million"
};

// Reads "two thirds", "a half", "half a million", "a quarter", "half million".
std::optional<Fraction> ReadFractionWords(const Tokens& tokens, size_t at) {
  std::optional<Number> numerator;
  size_t next = at;
  bool one = true;
  if (tokens.Is(at, F::kA)) {
    next = at + 1;
    if (tokens.Has(next, Role::kHundred)) {  // "a hundred thousand trillionths"
      std::optional<Whole> whole = ReadWhole(tokens, at, Joining::kFull);
      if (!whole) return std::nullopt;
      numerator = whole->number;
      next = whole->end;
      one = false;
    } else {
      numerator = Number(1);
    }
  } else if (auto small = ReadSmallWords(tokens, at); small && !tokens.Has(small->end, Role::kHundred)) {
    numerator = Number(small->value);
    next = small->end;
    one = small->value == 1;
  }
  auto denominator = ReadDenominator(tokens, next);
  if (!denominator) return std::nullopt;
  size_t end = denominator->end;
  const bool part = tokens.Has(SkipHyphen(tokens, next), Role::kPart);
  ScaleReading scale;
  scale.end = end;
  if (part || denominator->plural) {
    size_t scaled = part && tokens.Is(end, F::kA) ? end + 1 : end;
    scale = ReadScale(tokens, scaled);
    if (scale.end == scaled) scale.end = end;
  }
  const bool scales = scale.end != end;
  if (!numerator) {
    if (!part) return std::nullopt;
    // "half of", "half a", "half the". "quarter" without a numerator is a period of time. Four letters: half.
    if (!scales && !(tokens.Text(next).size() == 4 &&
                     (tokens.Is(end, F::kOf) || tokens.Is(end, F::kA) || tokens.Is(end, F::kThe)))) {
      return std::nullopt;
    }
    numerator = Number(1);
  } else if (!denominator->plural && (!one || (!scales && GoesOn(tokens, end)))) {
    return std::nullopt;
  }
  auto value = Number::Divide(*numerator, denominator->number);
  if (value && scales) value = Times(value, scale.factor);
  if (!value) return std::nullopt;
  return Fraction{*value, scale.end, scale.factor};
}

std::optional<Number> Vulgar(const Tokens& tokens, size_t at) {
  const char32_t sign = tokens[at].sign;
  if (sign < 0xBC) return std::nullopt;
  const auto point = static_cast<UChar32>(sign);
  if (u_getIntPropertyValue(point, UCHAR_NUMERIC_TYPE) != U_NT_NUMERIC ||
      u_charType(point) != U_OTHER_NUMBER) {
    return std::nullopt;
  }
  // Unicode's vulgar fractions have denominators up to 10, whose common multiple this is.
  constexpr int kCommon = 5040;
  const double value = u_getNumericValue(point);
  if (value <= 0 || value >= 1) return std::nullopt;
  return Number::Divide(Number(std::llround(value * kCommon)), Number(kCommon));
}

// Reads a proper fraction with a slash, alone or after a whole number: "4/5", "1 4/5".
std::optional<Fraction> ReadSlashed(const Tokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at) || !tokens.IsSign(at + 1, U'/') || !tokens.IsNumeral(at + 2) ||
      !tokens.Touches(at + 1) || !tokens.Touches(at + 2) ||
      (tokens.IsSign(at + 3, U'/') && tokens.Touches(at + 3))) {
    return std::nullopt;
  }
  auto numerator = ReadNumeral(tokens, at);
  auto denominator = ReadNumeral(tokens, at + 2);
  if (!numerator || !denominator || !denominator->AsSmallInteger(100) || !(*numerator < *denominator)) {
    return std::nullopt;
  }
  auto value = Number::Divide(*numerator, *denominator);
  if (!value) return std::nullopt;
  return Fraction{*value, at + 3};
}

// Reads the decimals after "point" in words. Each number contributes its digits: "nought four" is 04.
std::optional<Fraction> ReadDecimalWords(const Tokens& tokens, size_t at) {
  constexpr size_t kMaxDigits = 12;
  std::string digits = ".";
  while (auto small = ReadSmallWords(tokens, at)) {
    digits += std::to_string(small->value);
    at = small->end;
    if (digits.size() > kMaxDigits) return std::nullopt;
  }
  auto number = digits.size() > 1 ? Number::FromDigits(digits) : std::nullopt;
  if (!number) return std::nullopt;
  return Fraction{*number, at};
}

// Applies an exponent that directly follows digits: "^23", "e+14", "x10^6".
void TakePower(const Tokens& tokens, NumberReading& reading) {
  size_t at = reading.end;
  if (!tokens.Touches(at)) return;
  auto exponent = [&](size_t from) -> std::optional<Fraction> {
    bool negative = false;
    while (tokens.IsSign(from, U'+') || tokens.IsSign(from, U'-') || tokens.IsSign(from, U'\u2212')) {
      if (!tokens.IsSign(from, U'+')) negative = !negative;
      ++from;
    }
    auto value = ReadNumeral(tokens, from);
    if (!value || !tokens.Touches(from) || !value->AsSmallInteger(99)) return std::nullopt;
    return Fraction{negative ? value->Negated() : *value, from + 1};
  };
  auto small = [](const Fraction& power) {
    const Number& number = power.number;
    return number < Number(0) ? -*number.Negated().AsSmallInteger(99) : *number.AsSmallInteger(99);
  };
  std::optional<Number> result;
  std::optional<Fraction> power;
  if (tokens.IsSign(at, U'^')) {
    power = exponent(at + 1);
    if (power) result = reading.number.Power(small(*power));
  } else if (tokens.Text(at) == "e" || tokens.Text(at) == "E") {
    power = exponent(at + 1);
    if (power) result = reading.number.Shifted(small(*power));
  } else if ((tokens.Text(at) == "x" || tokens.IsSign(at, U'\u00D7')) && tokens.Text(at + 1) == "10" &&
             tokens.IsSign(at + 2, U'^')) {
    power = exponent(at + 3);
    if (power) result = reading.number.Shifted(small(*power));
  }
  if (!result) return;
  reading.number = *result;
  reading.end = power->end;
}

// Reads a number without a minus sign.
std::optional<NumberReading> ReadUnsigned(const Tokens& tokens, size_t at, Joining joining) {
  const bool numeral = tokens.IsNumeral(at);
  if (std::optional<Number> vulgar = Vulgar(tokens, at))
    return NumberReading{*vulgar, at + 1, true, false, false};
  if (!numeral) {
    if (auto fraction = ReadFractionWords(tokens, at)) {
      return NumberReading{fraction->number, fraction->end, true, true, false};
    }
  } else if (auto slashed = ReadSlashed(tokens, at)) {
    return NumberReading{slashed->number, slashed->end, true, false, false};
  }
  std::optional<Whole> whole = ReadWhole(tokens, at, joining);
  if (!whole) return std::nullopt;
  NumberReading reading{whole->number, whole->end, false, whole->words, !(whole->last_scale == Number(1))};
  size_t next = reading.end;
  auto finish = [&](const std::optional<Number>& value, size_t end) {
    if (!value) return;
    reading.number = *value;
    reading.end = end;
    reading.fraction = true;
  };
  if (numeral && next == at + 1) {
    if (auto vulgar = Vulgar(tokens, next); vulgar && tokens.Touches(next)) {
      finish(reading.number.Plus(*vulgar), next + 1);
    } else if (auto slashed = ReadSlashed(tokens, next); slashed && reading.number.IsInteger()) {
      finish(reading.number.Plus(slashed->number), slashed->end);
    } else {
      TakePower(tokens, reading);
    }
    next = reading.end;
  }
  if (!numeral && tokens.Is(next, F::kPoint)) {
    if (auto decimals = ReadDecimalWords(tokens, next + 1)) {
      auto sum = reading.number.Plus(decimals->number);
      ScaleReading scale = ReadScale(tokens, decimals->end);
      if (sum) sum = sum->Times(scale.factor);
      if (sum) {
        reading.number = *sum;
        reading.end = scale.end;
        return reading;
      }
    }
  }
  if (joining == Joining::kFull && tokens.Is(next, F::kAnd)) {
    // "3 million and a half" adds half a million. "one hundred and two thirds" adds two thirds.
    auto fraction = ReadFractionWords(tokens, next + 1);
    if (fraction) {
      const bool own_scale = !(fraction->scale == Number(1));
      // In "one and a half billion" the scale applies to both numbers. In "one billion and a half million"
      // each number has its own scale.
      auto base = own_scale && !reading.scaled ? reading.number.Times(fraction->scale) : reading.number;
      auto more = own_scale ? fraction->number : fraction->number.Times(whole->last_scale);
      if (base && more) finish(base->Plus(*more), fraction->end);
    }
    return reading;
  }
  if (!numeral || reading.scaled) {
    // A numerator of several words: "one hundred thirty-two fifths".
    if (auto denominator = ReadDenominator(tokens, next); denominator && denominator->plural) {
      if (!tokens.Has(next, Role::kPart)) {
        finish(Number::Divide(reading.number, denominator->number), denominator->end);
      }
    }
  }
  // "one over three" and "two out of five hundred" are fractions. "20 million over 5 years" is not.
  size_t below = 0;
  if (tokens.Is(next, F::kOver)) below = next + 1;
  if (tokens.Is(next, F::kOut) && tokens.Is(next + 1, F::kOf)) below = next + 2;
  if (below != 0 && reading.number.IsInteger()) {
    auto divisor = ReadWhole(tokens, below, joining);
    const bool out_of = below == next + 2;
    if (divisor && divisor->number.IsInteger() &&
        (out_of ? reading.number < divisor->number : !GoesOn(tokens, divisor->end))) {
      finish(Number::Divide(reading.number, divisor->number), divisor->end);
    }
  }
  return reading;
}

}  // namespace

std::optional<Number> ReadNumeral(const Tokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at) || tokens[at].unclear) return std::nullopt;
  constexpr size_t kMaxBytes = 64;  // the contract's limit for a decimal number
  std::string_view text = tokens.Text(at);
  if (text.size() > kMaxBytes) return std::nullopt;
  // The last comma separates decimals unless three digits follow it or the numeral has a full stop.
  size_t comma = text.rfind(',');
  const bool decimal_comma =
      comma != std::string_view::npos && text.size() - comma != 4 && text.find('.') > text.size();
  std::array<char, kMaxBytes> digits{};
  size_t size = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' || (decimal_comma && i == comma)) {
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
    if (auto scale = tokens.As(next, Role::kScale)) {
      factor = reading.factor.Shifted(*scale);
    } else if (i > 0 && tokens.Has(next, Role::kHundred)) {
      factor = reading.factor.Shifted(2);
    } else if (i == 0 && tokens.Has(next, Role::kDozen)) {
      factor = Number(12);
    } else if (auto mark = tokens.As(next, Role::kScaleMark); mark && i == 0 && tokens.IsNumeral(next - 1)) {
      // m, g and t are metre, gram and tonne; only their capitals multiply. No digits may touch the mark.
      const std::string_view text = tokens.Text(next);
      const bool letter = text.size() == 1;
      const bool ambiguous = text == "m" || text == "g" || text == "t";
      if (!ambiguous && (!letter || tokens.Touches(next) || text == "k" || text == "K" || text == "M") &&
          !(tokens.IsNumeral(next + 1) && tokens.Touches(next + 1))) {
        factor = reading.factor.Shifted(*mark);
      }
    }
    if (!factor) break;
    reading.factor = *factor;
    reading.end = next + 1;
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

std::optional<NumberReading> ReadNumber(const Tokens& tokens, size_t at, Joining joining) {
  bool negative = false;
  size_t first = at;
  if (tokens.Is(at, F::kMinus) || tokens.Is(at, F::kNegative)) {
    negative = true;
    first = at + 1;
  } else if (tokens.IsSign(at, U'-') || tokens.IsSign(at, U'\u2212')) {
    // A minus sign touches its number but not the token before it. A dash has spaces on both sides.
    const bool apart = !tokens.Touches(at) && tokens[at - 1].kind != Token::Kind::kNumeral;
    const bool leads = tokens[at - 1].kind == Token::Kind::kBreak;
    if (!apart || !tokens.IsNumeral(at + 1) || (!tokens.Touches(at + 1) && !leads)) return std::nullopt;
    negative = true;
    first = at + 1;
  }
  std::optional<NumberReading> reading = ReadUnsigned(tokens, first, joining);
  if (reading && negative) reading->number = reading->number.Negated();
  return reading;
}

}  // namespace verbatim::text
