#include "text/values/numbers/fraction_reader.h"

#include <unicode/uchar.h>

#include <cmath>

#include "text/values/numbers/number_parts.h"
#include "text/values/numbers/whole_number_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

// Reads what a fraction in words is taken of: "a million" and "million" after "half", "of a million" after
// any fraction, "of one" if "percent" follows. If there is nothing, the factor is 1 and `end` is `at`.
ScaleReading ReadWholeOfFraction(const Tokens& tokens, size_t at, bool part) {
  const ScaleReading none{Number(1), at};
  const bool of = tokens.Is(at, F::kOf);
  size_t next = of ? at + 1 : at;
  const bool one =
      tokens.Is(next, F::kA) || (of && (tokens.As(next, Role::kCardinal) == 1 || tokens.Text(next) == "1"));
  if (of && !one) return none;
  if (one) ++next;
  const ScaleReading scale = ReadScale(tokens, next);
  if (scale.end != next) return of || part || !one ? scale : none;
  const bool percent = tokens.Is(next, F::kPercent) || tokens.IsSign(next, U'%') ||
                       (tokens.Is(next, F::kPer) && tokens.Is(next + 1, F::kCent));
  return of && percent ? ScaleReading{Number(1), next} : none;
}

// Returns whether a unit begins at `at`, so that "two and a third" before it is a number: "miles", "percent".
bool BeginsUnit(const Tokens& tokens, size_t at) {
  return tokens.Has(at, Role::kUnit) || tokens.Has(at, Role::kTimeUnit) || tokens.Has(at, Role::kCurrency) ||
         tokens.Is(at, F::kPercent) || tokens.Is(at, F::kPer);
}

}  // namespace

std::optional<DenominatorReading> ReadDenominator(const Tokens& tokens, size_t at) {
  at = SkipHyphen(tokens, at);
  if (auto part = tokens.As(at, Role::kPart)) {
    return DenominatorReading{Number(*part), at + 1, tokens.Text(at).back() == 's'};
  }
  int tens = tokens.As(at, Role::kTens).value_or(0);
  size_t last = tens == 0 ? at : SkipHyphen(tokens, at + 1);
  auto plural = tokens.As(last, Role::kPlural);
  auto ordinal = plural ? plural : tokens.As(last, Role::kOrdinal);
  if (ordinal && (tens == 0 ? *ordinal > 2 : *ordinal < 10)) {
    return DenominatorReading{Number(tens + *ordinal), last + 1, plural.has_value()};
  }
  auto plural_scale = tokens.As(at, Role::kPluralScale);
  auto scale = plural_scale ? plural_scale : tokens.As(at, Role::kOrdinalScale);
  if (!scale) return std::nullopt;
  return DenominatorReading{*Number(1).Shifted(*scale), at + 1, plural_scale.has_value()};
}

bool PhraseContinues(const Tokens& tokens, size_t at) {
  return tokens.IsWord(at) && !tokens.Is(at, F::kOf) && !tokens.Is(at, F::kAnd) && !tokens.Is(at, F::kOr);
}

std::optional<FractionReading> ReadFractionWords(const Tokens& tokens, size_t at, FractionPlace place) {
  std::optional<Number> numerator;
  size_t next = at;
  bool one = true;
  if (tokens.Is(at, F::kA)) {
    next = at + 1;
    if (tokens.Has(next, Role::kHundred)) {  // "a hundred thousand trillionths"
      std::optional<WholeNumberReading> whole = ReadWholeNumber(tokens, at, Joining::kFull);
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
  const size_t end = denominator->end;
  const bool part = tokens.Has(SkipHyphen(tokens, next), Role::kPart);
  ScaleReading scale{Number(1), end};
  if (part || denominator->plural || tokens.Is(end, F::kOf)) scale = ReadWholeOfFraction(tokens, end, part);
  const bool scales = scale.end != end;
  const bool unit = BeginsUnit(tokens, end);
  const bool after_whole = place == FractionPlace::kAfterWhole ? part || unit : part && unit;
  if (!numerator) {
    if (!part) return std::nullopt;
    // "half of", "half a", "half the". "quarter" without a numerator is a period of time. Four letters: half.
    if (!scales && !(tokens.Text(next).size() == 4 &&
                     (tokens.Is(end, F::kOf) || tokens.Is(end, F::kA) || tokens.Is(end, F::kThe)))) {
      return std::nullopt;
    }
    numerator = Number(1);
  } else if (!denominator->plural && (!one || (!scales && !after_whole && PhraseContinues(tokens, end)))) {
    return std::nullopt;
  }
  auto value = Number::Divide(*numerator, denominator->number);
  if (value && scales) value = value->Times(scale.factor);
  if (!value) return std::nullopt;
  return FractionReading{*value, scale.end, scale.factor};
}

std::optional<Number> ReadFractionSign(const Tokens& tokens, size_t at) {
  const char32_t sign = tokens[at].sign;
  if (sign < 0xBC) return std::nullopt;
  const auto point = static_cast<UChar32>(sign);
  if (u_getIntPropertyValue(point, UCHAR_NUMERIC_TYPE) != U_NT_NUMERIC ||
      u_charType(point) != U_OTHER_NUMBER) {
    return std::nullopt;
  }
  // A common multiple of the denominators of Unicode's fraction signs, which are at most 10.
  constexpr int kCommon = 5040;
  const double value = u_getNumericValue(point);
  if (value <= 0 || value >= 1) return std::nullopt;
  return Number::Divide(Number(std::llround(value * kCommon)), Number(kCommon));
}

std::optional<FractionReading> ReadSlashedFraction(const Tokens& tokens, size_t at) {
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
  return FractionReading{*value, at + 3};
}

}  // namespace verbatim::text
