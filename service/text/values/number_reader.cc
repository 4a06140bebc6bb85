#include "text/values/number_reader.h"

#include <string>
#include <string_view>

#include "text/values/fraction_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

// Reads the decimals after "point" in words. Each number contributes its digits: "nought four" is 04.
std::optional<FractionReading> ReadDecimalWords(const Tokens& tokens, size_t at) {
  constexpr size_t kMaxDigits = 12;
  std::string digits = ".";
  while (auto small = ReadSmallWords(tokens, at)) {
    digits += std::to_string(small->value);
    at = small->end;
    if (digits.size() > kMaxDigits) return std::nullopt;
  }
  auto number = digits.size() > 1 ? Number::FromDigits(digits) : std::nullopt;
  if (!number) return std::nullopt;
  return FractionReading{*number, at};
}

struct Exponent {
  int value = 0;
  size_t end = 0;
};
// Reads an exponent of at most 99 with its signs: "23", "+14", "-3".
std::optional<Exponent> ReadExponent(const Tokens& tokens, size_t at) {
  bool negative = false;
  while (tokens.IsSign(at, U'+') || tokens.IsSign(at, U'-') || tokens.IsSign(at, U'\u2212')) {
    if (!tokens.IsSign(at, U'+')) negative = !negative;
    ++at;
  }
  auto numeral = ReadNumeral(tokens, at);
  auto value = numeral && tokens.Touches(at) ? numeral->AsSmallInteger(99) : std::nullopt;
  if (!value) return std::nullopt;
  return Exponent{negative ? -*value : *value, at + 1};
}

// Applies an exponent that directly follows digits: "^23", "e+14", "x10^6".
void ApplyExponent(const Tokens& tokens, NumberReading& reading) {
  const size_t at = reading.end;
  if (!tokens.Touches(at)) return;
  const std::string_view mark = tokens.Text(at);
  const bool power = tokens.IsSign(at, U'^');
  const bool times_ten = (mark == "x" || tokens.IsSign(at, U'\u00D7')) && tokens.Text(at + 1) == "10" &&
                         tokens.IsSign(at + 2, U'^');
  if (!power && !times_ten && mark != "e" && mark != "E") return;
  auto exponent = ReadExponent(tokens, times_ten ? at + 3 : at + 1);
  if (!exponent) return;
  auto result = power ? reading.number.Power(exponent->value) : reading.number.Shifted(exponent->value);
  if (!result) return;
  reading.number = *result;
  reading.end = exponent->end;
}

// Makes `value` the number of `reading`. A fraction that ends before token `end` completes it. Does nothing
// if `value` is nullopt.
void CompleteWithFraction(NumberReading& reading, const std::optional<Number>& value, size_t end) {
  if (!value) return;
  reading.number = *value;
  reading.end = end;
  reading.fraction = true;
}

// Reads a fraction without a whole number before it: "½", "two thirds", "3/4".
std::optional<NumberReading> ReadFraction(const Tokens& tokens, size_t at) {
  if (auto sign = ReadFractionSign(tokens, at)) return NumberReading{*sign, at + 1, true, false, false};
  const bool numeral = tokens.IsNumeral(at);
  auto fraction = numeral ? ReadSlashedFraction(tokens, at) : ReadFractionWords(tokens, at);
  if (!fraction) return std::nullopt;
  return NumberReading{fraction->number, fraction->end, true, !numeral, false};
}

// Reads what can follow a single numeral: "2½", "1 4/5", or an exponent.
void AddToNumeral(const Tokens& tokens, NumberReading& reading) {
  const size_t next = reading.end;
  if (auto sign = ReadFractionSign(tokens, next); sign && tokens.Touches(next)) {
    CompleteWithFraction(reading, reading.number.Plus(*sign), next + 1);
  } else if (auto slashed = ReadSlashedFraction(tokens, next); slashed && reading.number.IsInteger()) {
    CompleteWithFraction(reading, reading.number.Plus(slashed->number), slashed->end);
  } else {
    ApplyExponent(tokens, reading);
  }
}

// Reads "point" and decimals in words, with their scale: "three point one million". Returns whether there
// were any.
bool AddDecimalWords(const Tokens& tokens, NumberReading& reading) {
  if (!tokens.Is(reading.end, F::kPoint)) return false;
  auto decimals = ReadDecimalWords(tokens, reading.end + 1);
  if (!decimals) return false;
  const ScaleReading scale = ReadScale(tokens, decimals->end);
  auto sum = reading.number.Plus(decimals->number);
  if (sum) sum = sum->Times(scale.factor);
  if (!sum) return false;
  reading.number = *sum;
  reading.end = scale.end;
  return true;
}

// Adds a fraction after "and": half a million in "3 million and a half", two thirds in "one hundred and two
// thirds". `last_scale` is the scale of the last part of the number.
void AddFractionAfterAnd(const Tokens& tokens, const Number& last_scale, NumberReading& reading) {
  auto fraction = ReadFractionWords(tokens, reading.end + 1);
  if (!fraction) return;
  const bool own_scale = !(fraction->scale == Number(1));
  // In "one and a half billion" the scale applies to both numbers. In "one billion and a half million" each
  // number has its own scale.
  auto base = own_scale && !reading.scaled ? reading.number.Times(fraction->scale) : reading.number;
  auto more = own_scale ? fraction->number : fraction->number.Times(last_scale);
  if (base && more) CompleteWithFraction(reading, base->Plus(*more), fraction->end);
}

// Reads a denominator after a numerator of several words: "one hundred thirty-two fifths".
void DivideByDenominator(const Tokens& tokens, NumberReading& reading) {
  const size_t next = reading.end;
  auto denominator = ReadDenominator(tokens, next);
  if (!denominator || !denominator->plural || tokens.Has(next, Role::kPart)) return;
  CompleteWithFraction(reading, Number::Divide(reading.number, denominator->number), denominator->end);
}

// Reads the divisor of "one over three" and "two out of five hundred", but not of "20 million over 5 years".
void DivideByWholeNumber(const Tokens& tokens, Joining joining, NumberReading& reading) {
  const size_t next = reading.end;
  const bool over = tokens.Is(next, F::kOver);
  const bool out_of = tokens.Is(next, F::kOut) && tokens.Is(next + 1, F::kOf);
  if ((!over && !out_of) || !reading.number.IsInteger()) return;
  auto divisor = ReadWholeNumber(tokens, out_of ? next + 2 : next + 1, joining);
  if (!divisor || !divisor->number.IsInteger()) return;
  const bool fraction = out_of ? reading.number < divisor->number : !PhraseContinues(tokens, divisor->end);
  if (fraction) CompleteWithFraction(reading, Number::Divide(reading.number, divisor->number), divisor->end);
}

// Reads a number without a minus sign.
std::optional<NumberReading> ReadUnsigned(const Tokens& tokens, size_t at, Joining joining) {
  if (auto fraction = ReadFraction(tokens, at)) return fraction;
  const std::optional<WholeNumberReading> whole = ReadWholeNumber(tokens, at, joining);
  if (!whole) return std::nullopt;
  NumberReading reading{whole->number, whole->end, false, whole->in_words, !(whole->last_scale == Number(1))};
  const bool numeral = tokens.IsNumeral(at);
  if (numeral && reading.end == at + 1) AddToNumeral(tokens, reading);
  if (!numeral && AddDecimalWords(tokens, reading)) return reading;
  if (joining == Joining::kFull && tokens.Is(reading.end, F::kAnd)) {
    AddFractionAfterAnd(tokens, whole->last_scale, reading);
    return reading;
  }
  if (!numeral || reading.scaled) {
    DivideByDenominator(tokens, reading);
    if (reading.fraction) return reading;
  }
  DivideByWholeNumber(tokens, joining, reading);
  return reading;
}

}  // namespace

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
