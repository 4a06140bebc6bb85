#include "text/values/amounts/amount_reader.h"

#include <algorithm>
#include <string_view>

#include "text/values/amounts/scale_letter.h"
#include "text/values/amounts/unit_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

// Adds the cents of "thirteen dollars and forty-five cents" and "15 dollars 50" to `amount`.
void AddCents(const Tokens& tokens, AmountReading& amount) {
  constexpr std::string_view kWithoutCents[] = {"penny", "cent", "sen", "satoshi", "bitcoin", "JPY", "KRW"};
  if (std::find(std::begin(kWithoutCents), std::end(kWithoutCents), amount.unit) != std::end(kWithoutCents))
    return;
  if (!amount.number.IsInteger() || tokens[amount.end - 1].kind == Token::Kind::kSign) return;
  const bool with_and = tokens.Is(amount.end, F::kAnd);
  auto cents = ReadNumber(tokens, amount.end + (with_and ? 1 : 0), Joining::kWithoutAnd);
  if (!cents || cents->fraction || !cents->number.AsSmallInteger(99)) return;
  auto unit = ReadCurrencyName(tokens, cents->end);
  const bool named = unit && (unit->unit == "cent" || unit->unit == "penny");
  if (!named) {
    // Rejects another amount and a count of something.
    const bool ends = !tokens.IsWord(cents->end) || tokens.Is(cents->end, F::kMore);
    if (with_and || unit || !ends || tokens[amount.end].gap == Token::Gap::kLine ||
        ReadUnit(tokens, cents->end))
      return;
  }
  auto fraction = cents->number.Shifted(-2);
  auto sum = fraction ? amount.number.Plus(*fraction) : std::nullopt;
  if (!sum) return;
  amount.number = *sum;
  amount.end = named ? unit->end : cents->end;
}

// Reads the unit before a number: "$", "USD", "Rs.", "dollar".
std::optional<UnitReading> ReadUnitBefore(const Tokens& tokens, size_t at) {
  if (auto sign = ReadCurrencySign(tokens, at)) return sign;
  if (!tokens.Has(at, Role::kCurrency)) return std::nullopt;
  if (auto prefix = ReadCurrencyPrefix(tokens, at)) return prefix;
  auto name = ReadCurrencyName(tokens, at);
  if (!name || !tokens.IsNumeral(name->end)) return std::nullopt;
  // A code in capitals may precede any numeral: "USD 200". A word may precede only a numeral that cannot be a
  // year: "dollar 22.5 million".
  const std::string_view numeral = tokens.Text(name->end);
  const bool plain =
      numeral.find(',') == std::string_view::npos && numeral.find('.') == std::string_view::npos;
  if (!tokens.IsUpper(at) && plain && !tokens.Has(name->end + 1, Role::kScale)) return std::nullopt;
  return name;
}

// Reads "percent of 10". It rarely means ten percent, so this is only an alternative reading.
std::optional<AmountReading> ReadPercentOf(const Tokens& tokens, size_t at) {
  if (tokens.IsNumeral(at - 1) || tokens.Has(at - 1, Role::kCardinal) || tokens.Has(at - 1, Role::kTens)) {
    return std::nullopt;
  }
  auto percent = ReadPercent(tokens, at);
  if (!percent || !tokens.Is(percent->end, F::kOf)) return std::nullopt;
  auto number = ReadNumber(tokens, percent->end + 1);
  if (!number) return std::nullopt;
  AmountReading amount;
  amount.number = number->number;
  amount.kind = ValueKind::kPercent;
  amount.unit = "%";
  amount.end = amount.figure_end = number->end;
  amount.figure_start = percent->end + 1;
  amount.reading = Reading::kAlternative;
  return amount;
}

}  // namespace

void Multiply(AmountReading& amount, const Number& factor) {
  if (auto product = amount.number.Times(factor)) amount.number = *product;
}

std::optional<AmountReading> ReadAmount(const Tokens& tokens, size_t at, Joining joining,
                                        const AmountReading* lower) {
  const std::optional<UnitReading> before = ReadUnitBefore(tokens, at);
  if (!before && (tokens.Is(at, F::kPercent) || (tokens.Is(at, F::kPer) && tokens.Is(at + 1, F::kCent)))) {
    return ReadPercentOf(tokens, at);
  }
  const size_t first = before ? before->end : at;
  std::optional<NumberReading> number = ReadNumber(tokens, first, joining);
  if (!number) return std::nullopt;
  AmountReading amount;
  amount.number = number->number;
  amount.end = amount.figure_end = number->end;
  amount.figure_start = first;
  amount.fraction = number->fraction;
  amount.share = number->share;
  amount.sign_before = before && tokens[first - 1].kind == Token::Kind::kSign;
  if (const size_t scale = first + 1;
      tokens.IsNumeral(first) && amount.end > scale &&
      (tokens.Has(scale, Role::kScale) || tokens.Has(scale, Role::kScaleMark))) {
    amount.scale = ReadScale(tokens, scale).factor;
  }
  std::string_view money;
  if (before) {
    money = before->unit;
  } else if (lower != nullptr && lower->sign_before) {
    money = lower->unit;
  }
  if (const int zeros = ReadScaleLetter(tokens, amount.end, money); zeros != 0) {
    amount.scale = *Number(1).Shifted(zeros);
    Multiply(amount, amount.scale);
    amount.figure_end = ++amount.end;
  }
  std::optional<UnitReading> unit = before ? before : ReadUnit(tokens, amount.end);
  if (!unit && amount.fraction && tokens.Is(amount.end, F::kA)) {  // half a mile, half an apple
    unit = ReadUnit(tokens, amount.end + 1);
    if (!unit) amount.fraction = false;
  } else if (!unit && amount.fraction && tokens.Is(amount.end, F::kOf) && tokens.Is(amount.end + 1, F::kA)) {
    unit = ReadUnit(tokens, amount.end + 2);  // a quarter of a mile
  }
  if (!unit) return amount;
  amount.kind = unit->kind;
  amount.unit = unit->unit;
  Multiply(amount, unit->factor);
  if (!before) amount.end = unit->end;
  if (amount.kind == ValueKind::kCurrency && !before) AddCents(tokens, amount);
  return amount;
}

}  // namespace verbatim::text
