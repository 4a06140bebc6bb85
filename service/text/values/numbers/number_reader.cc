#include "text/values/numbers/number_reader.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "text/values/numbers/fraction_reader.h"

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

// Reads an exponent in superscript digits: the signs of 10\u2076 and 10\u207B\u00B3.
std::optional<Exponent> ReadSuperscript(const Tokens& tokens, size_t at) {
  constexpr std::u32string_view kDigits = U"\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079";
  const bool negative = tokens.IsSign(at, U'\u207B');
  size_t end = negative ? at + 1 : at;
  int value = 0;
  for (int digits = 0; digits < 2; ++digits, ++end) {
    const size_t digit =
        tokens[end].kind == Token::Kind::kSign ? kDigits.find(tokens[end].sign) : kDigits.npos;
    if (digit == kDigits.npos || !tokens.Touches(end)) {
      if (digits == 0) return std::nullopt;
      break;
    }
    value = 10 * value + static_cast<int>(digit);
  }
  return Exponent{negative ? -value : value, end};
}

// Multiplies by the power of ten in "1.25 x 10^6" and "4\u00D710\u2076", with or without spaces.
bool ApplyPowerOfTen(const Tokens& tokens, NumberReading& reading) {
  const size_t sign = reading.end;
  const bool times = tokens.Text(sign) == "x" || tokens.IsSign(sign, U'\u00D7') ||
                     tokens.IsSign(sign, U'*') || tokens.IsSign(sign, U'\u22C5') ||
                     tokens.IsSign(sign, U'\u00B7');
  if (!times || tokens.Text(sign + 1) != "10") return false;
  const bool caret = tokens.IsSign(sign + 2, U'^');
  auto exponent = caret ? ReadExponent(tokens, sign + 3) : ReadSuperscript(tokens, sign + 2);
  auto result = exponent ? reading.number.Shifted(exponent->value) : std::nullopt;
  if (!result) return false;
  reading.number = *result;
  reading.end = exponent->end;
  return true;
}

// Applies an exponent that follows digits: "^23", "e+14", "x10^6", "10\u2076". Superscript digits after
// another number than 10 refer to a footnote.
void ApplyExponent(const Tokens& tokens, NumberReading& reading) {
  const size_t at = reading.end;
  if (ApplyPowerOfTen(tokens, reading) || !tokens.Touches(at)) return;
  if (reading.number == Number(10)) {
    auto exponent = ReadSuperscript(tokens, at);
    auto result = exponent ? Number(1).Shifted(exponent->value) : std::nullopt;
    if (result) {
      reading.number = *result;
      reading.end = exponent->end;
      return;
    }
  }
  const std::string_view mark = tokens.Text(at);
  const bool power = tokens.IsSign(at, U'^');
  if (!power && mark != "e" && mark != "E") return;
  auto exponent = ReadExponent(tokens, at + 1);
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

// Reads what can follow a single numeral: "2½", "1 4/5", "2-1/2", or an exponent.
void AddToNumeral(const Tokens& tokens, NumberReading& reading) {
  const bool hyphen =
      tokens.IsDash(reading.end) && SkipHyphen(tokens, reading.end) != reading.end &&
      tokens.Touches(reading.end) && tokens.Touches(reading.end + 1) &&
      (ReadFractionSign(tokens, reading.end + 1) || ReadSlashedFraction(tokens, reading.end + 1));
  const size_t next = hyphen ? reading.end + 1 : reading.end;
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

// Returns the "and" after a number, also with hyphens: "two and a half", "two-and-a-half". Returns `at` if there
// is none.
size_t FindAnd(const Tokens& tokens, size_t at) {
  const bool hyphened = tokens.IsDash(at) && tokens.Touches(at) && tokens.Touches(at + 1);
  const size_t word = hyphened ? at + 1 : at;
  if (!tokens.Is(word, F::kAnd)) return at;
  return hyphened && tokens.IsDash(word + 1) ? word + 2 : word + 1;
}

// Adds a fraction after "and": half a million in "3 million and a half", two thirds in "one hundred and two
// thirds". The fraction begins at `at`. `last_scale` is the scale of the last part of the number.
void AddFractionAfterAnd(const Tokens& tokens, size_t at, const Number& last_scale, NumberReading& reading) {
  auto fraction = ReadFractionWords(tokens, at, FractionPlace::kAfterWhole);
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

// Skips the person in "one person in five" and "one child out of ten". Returns `at` if there is none.
size_t SkipPerson(const Tokens& tokens, size_t at) {
  constexpr std::string_view kPersons[] = {
      "person", "people",  "man",    "woman",     "child",    "adult",    "voter",
      "worker", "student", "pupil",  "patient",   "teenager", "citizen",  "resident",
      "girl",   "boy",     "family", "household", "driver",   "employee", "respondent"};
  const bool in = tokens.Is(at + 1, F::kIn) || tokens.Is(at + 1, F::kOut);
  if (!in || !tokens.IsWord(at)) return at;
  const bool person =
      std::find(std::begin(kPersons), std::end(kPersons), tokens.Text(at)) != std::end(kPersons);
  return person ? at + 1 : at;
}

// Skips "in", "out of" and "in every" between the two numbers of a share: "one in five", "one-in-five", "one
// out of every five". Returns `at` if there are none.
size_t SkipShareWords(const Tokens& tokens, size_t at) {
  const bool hyphened = SkipHyphen(tokens, at) != at;
  const size_t word = hyphened ? at + 1 : at;
  size_t next = word;
  if (tokens.Is(word, F::kIn)) next = word + 1;
  if (tokens.Is(word, F::kOut) && tokens.Is(SkipHyphen(tokens, word + 1), F::kOf)) {
    next = SkipHyphen(tokens, word + 1) + 1;
  }
  if (next == word) return at;
  if (hyphened) next = SkipHyphen(tokens, next);
  return tokens.Text(next) == "every" ? next + 1 : next;
}

// Returns whether the number that begins at `at` and ends at `end` cannot be the whole of a share after "in":
// a year ("5 in 2019"), a length of time ("3 in 10 days"), or digits at the end of a text without a sentence.
bool IsNoWhole(const Tokens& tokens, size_t at, size_t end) {
  const bool year = tokens.IsNumeral(at) && end == at + 1 && tokens.Text(at).size() == 4;
  const bool fragment = tokens.IsNumeral(at) && tokens[end].kind == Token::Kind::kBreak;
  const bool measured = fragment || tokens.Has(end, Role::kTimeUnit) || tokens.Has(end, Role::kUnit) ||
                        tokens.Has(end, Role::kMonth) || tokens.Is(end, F::kPercent) ||
                        tokens.IsSign(end, U'%') || tokens.Has(at, Role::kOrdinal) ||
                        tokens.IsSign(end, U'/') || tokens.IsSign(end, U':');
  return year || measured;
}

// Reads the divisor of "one over three", "two out of five hundred" and "one in five", but not of "20 million
// over 5 years".
void DivideByWholeNumber(const Tokens& tokens, Joining joining, NumberReading& reading) {
  const size_t next = reading.end;
  if (!reading.number.IsInteger()) return;
  const bool over = tokens.Is(next, F::kOver);
  const size_t words = over || !(reading.number == Number(1)) ? next : SkipPerson(tokens, next);
  const size_t whole = over ? next + 1 : SkipShareWords(tokens, words);
  if (whole == words) return;
  auto divisor = ReadWholeNumber(tokens, whole, joining);
  if (!divisor || !divisor->number.IsInteger()) return;
  const bool out_of = tokens.Is(whole - 1, F::kOf) || tokens.Text(whole - 1) == "every";
  const bool share = reading.number < divisor->number && (out_of || !IsNoWhole(tokens, whole, divisor->end));
  if (over ? PhraseContinues(tokens, divisor->end) : !share) return;
  CompleteWithFraction(reading, Number::Divide(reading.number, divisor->number), divisor->end);
  reading.share = !over && reading.fraction;
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
  const size_t after_and = joining == Joining::kFull ? FindAnd(tokens, reading.end) : reading.end;
  if (after_and != reading.end) {
    AddFractionAfterAnd(tokens, after_and, whole->last_scale, reading);
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
  } else if (tokens.IsSign(at, U'-') || tokens.IsSign(at, U'\u2212') || tokens.IsSign(at, U'\u2013')) {
    // A minus sign touches its number but not the token before it, except for a bracket. A dash has spaces on
    // both sides.
    const bool apart =
        (!tokens.Touches(at) || tokens.IsSign(at - 1, U'(')) && tokens[at - 1].kind != Token::Kind::kNumeral;
    const bool leads = tokens[at - 1].kind == Token::Kind::kBreak;
    if (tokens.IsSign(at, U'\u2013') && leads) return std::nullopt;  // begins a line of a dialogue or list
    if (!apart || !tokens.IsNumeral(at + 1) || (!tokens.Touches(at + 1) && !leads)) return std::nullopt;
    negative = true;
    first = at + 1;
  }
  std::optional<NumberReading> reading = ReadUnsigned(tokens, first, joining);
  if (reading && negative) reading->number = reading->number.Negated();
  return reading;
}

}  // namespace verbatim::text
