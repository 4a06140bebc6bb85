#include "text/values/quantity_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "text/values/number_reader.h"
#include "text/values/units.h"

namespace verbatim::text {
namespace {

using F = Function;

// A number with its unit, but without its bound.
struct AmountReading {
  Number number;
  Number scale{1};  // the factor in `number` that a scale word or mark states: 10^6 in "30 million", "£30m"
  size_t end = 0;
  size_t figure_start = 0;
  size_t figure_end = 0;
  std::string unit;
  ValueKind kind = ValueKind::kNumber;
  bool fraction = false;
  Reading reading = Reading::kStated;
  bool sign_before = false;  // a currency sign precedes the number: "£20"
};

struct UnitReading {
  ValueKind kind = ValueKind::kNumber;
  std::string unit;
  size_t end = 0;
  Number factor{1};  // 10^6 in MEUR and "75 USD million"
};

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// Whether the word at `at` may be a currency code. Some codes are also ordinary words ("all", "try"), so a
// code must be in capitals unless texts often write it in lower case.
bool IsCurrencyCode(const Tokens& tokens, size_t at) {
  constexpr std::string_view kFamiliar[] = {"usd", "eur", "gbp", "cny", "rmb", "jpy",
                                            "chf", "cad", "aud", "inr", "rub"};
  const std::string word = Lower(tokens.Text(at));
  return tokens.IsUpper(at) ||
         std::find(std::begin(kFamiliar), std::end(kFamiliar), word) != std::end(kFamiliar);
}

// Reads the longest currency name that begins at `at`: "us dollars", "yen", "USD", "u.s. dollars".
std::optional<UnitReading> ReadCurrencyName(const Tokens& tokens, size_t at) {
  std::optional<UnitReading> longest;
  std::string name;
  size_t next = at;
  for (size_t words = 0; words < kMaxCurrencyWords; ++words) {
    if (words == 0 && tokens.IsSign(at + 1, U'.') && Lower(tokens.Text(at)) == "u" &&
        Lower(tokens.Text(at + 2)) == "s") {
      name = "us";
      next = tokens.IsSign(at + 3, U'.') ? at + 4 : at + 3;
    } else {
      if (!tokens.Has(next, Role::kCurrency)) break;
      if (words > 0) name += ' ';
      name += Lower(tokens.Text(next));
      ++next;
    }
    auto unit = FindCurrency(name);
    if (!unit) continue;
    const bool iso = unit->front() >= 'A' && unit->front() <= 'Z';
    const bool code = iso && words == 0 && name.size() <= 4 && name.ends_with(Lower(*unit));
    if (code && !IsCurrencyCode(tokens, at)) continue;
    // "50p" is 50 pence. "5 p.m." is a time.
    if (name == "p" && (!tokens.Touches(at) || tokens.IsSign(at + 1, U'.'))) continue;
    longest = UnitReading{ValueKind::kCurrency, std::string(*unit), next, Number(1)};
    if (code && name.size() == 4) longest->factor = *Number(1).Shifted(6);
  }
  return longest;
}

// Reads a currency sign with its letters: "$", "US$", "C $", "CAD$".
std::optional<UnitReading> ReadCurrencySign(const Tokens& tokens, size_t at) {
  auto reading = [&](std::string_view letters, size_t sign_at) -> std::optional<UnitReading> {
    const Token& sign = tokens[sign_at];
    if (sign.kind != Token::Kind::kSign || (sign.sign != U'$' && sign.sign < 0xA2)) return std::nullopt;
    auto unit = CurrencyOfSign(letters, sign.sign);
    if (!unit) return std::nullopt;
    return UnitReading{ValueKind::kCurrency, std::string(*unit), sign_at + 1, Number(1)};
  };
  if (!tokens.IsWord(at)) return reading("", at);
  std::string letters = Lower(tokens.Text(at));
  // "a $5 fee" is not in Australian dollars.
  return letters.size() <= 3 && (tokens.Touches(at + 1) || letters == "c") ? reading(letters, at + 1)
                                                                           : std::nullopt;
}

std::optional<UnitReading> ReadPercent(const Tokens& tokens, size_t at) {
  UnitReading reading{ValueKind::kPercent, "%", at, Number(1)};
  if (tokens.IsSign(at, U'%') || tokens.Is(at, F::kPercent)) {
    // %20 is a URL escape.
    if (tokens.IsNumeral(at + 1) && tokens.Touches(at + 1)) return std::nullopt;
    reading.end = at + 1;
  } else if (tokens.Is(at, F::kPer) && tokens.Is(at + 1, F::kCent)) {
    reading.end = at + 2;
  } else {
    return std::nullopt;
  }
  if (tokens.Is(reading.end, F::kPoint) || tokens.Is(reading.end, F::kPoints)) {
    reading.unit = "percentage point";
    ++reading.end;
  }
  return reading;
}

// The unit of time at `at`, in the singular.
std::optional<std::string_view> DurationUnit(const Tokens& tokens, size_t at) {
  auto unit = tokens.As(at, Role::kTimeUnit);
  if (!unit) return std::nullopt;
  switch (static_cast<TimeUnit>(*unit)) {
    case TimeUnit::kSecond:
      return "second";
    case TimeUnit::kMinute:
      return "minute";
    case TimeUnit::kHour:
      return "hour";
    case TimeUnit::kDay:
      return "day";
    case TimeUnit::kWeek:
      return "week";
    case TimeUnit::kFortnight:
      return "fortnight";
    case TimeUnit::kWeekend:
      return "weekend";
    case TimeUnit::kMonth:
      return "month";
    case TimeUnit::kQuarter:
      return "quarter";
    case TimeUnit::kYear:
      return "year";
    case TimeUnit::kDecade:
      return "decade";
    case TimeUnit::kCentury:
      return "century";
  }
  return std::nullopt;
}

// Whether the unit that ends at `end` is the first part of a ratio such as km/h.
bool IsRatio(const Tokens& tokens, size_t end) {
  return tokens.IsSign(end, U'/') && tokens.Touches(end) && tokens.IsWord(end + 1) && tokens.Touches(end + 1);
}

// The prefix that the sign at `at` adds to `unit`, as in "km²" and "m³". Empty if the unit is not a length:
// then the sign refers to a footnote.
std::string_view PowerOf(const Tokens& tokens, size_t at, std::string_view unit) {
  if (!tokens.Touches(at) || !unit.ends_with("metre")) return "";
  if (tokens.IsSign(at, U'\u00B2')) return "square ";
  return tokens.IsSign(at, U'\u00B3') ? "cubic " : "";
}

std::optional<UnitReading> ReadMeasure(const Tokens& tokens, size_t at) {
  std::string prefix;
  size_t next = at;
  if (tokens.Text(at) == "square" || tokens.Text(at) == "cubic") {
    prefix = std::string(tokens.Text(at)) + " ";
    ++next;
  }
  if (auto index = tokens.As(next, Role::kUnit)) {
    const UnitWord& word = UnitWords()[static_cast<size_t>(*index)];
    if (!word.case_matters || tokens.Text(next) == word.word) {
      const std::string_view power = PowerOf(tokens, next + 1, word.unit);
      if (!power.empty()) prefix = power;
      const size_t end = power.empty() ? next + 1 : next + 2;
      if (IsRatio(tokens, end)) return std::nullopt;
      return UnitReading{ValueKind::kMeasure, prefix + std::string(word.unit), end, Number(1)};
    }
  }
  if (auto unit = DurationUnit(tokens, at); unit && !IsRatio(tokens, at + 1)) {
    return UnitReading{ValueKind::kMeasure, std::string(*unit), at + 1, Number(1)};
  }
  return std::nullopt;
}

// Reads the unit at `at`, which follows a number.
std::optional<UnitReading> ReadUnit(const Tokens& tokens, size_t at) {
  if (tokens.IsWord(at) && tokens[at].word == nullptr && tokens.Text(at).size() > 6)
    return std::nullopt;  // fast path: rejects most words
  if (tokens[at].gap == Token::Gap::kLine) return std::nullopt;
  if (auto percent = ReadPercent(tokens, at)) return percent;
  size_t next = tokens.IsSign(at, U'-') && tokens.Touches(at) && tokens.Touches(at + 1) ? at + 1 : at;
  std::optional<UnitReading> unit = ReadCurrencyName(tokens, next);
  if (!unit) unit = ReadCurrencySign(tokens, next);
  if (unit) {
    // In "10 $ 30 $" the sign follows its number. In "1 $10" the sign belongs to the next number.
    const size_t sign = unit->end - 1;
    if (tokens[sign].kind == Token::Kind::kSign && tokens.IsNumeral(unit->end) && tokens.Touches(unit->end) &&
        !tokens.Touches(next)) {
      return std::nullopt;
    }
    ScaleReading scale = ReadScale(tokens, unit->end);  // "75 USD million"
    if (tokens.Has(unit->end, Role::kScale)) {
      if (auto factor = unit->factor.Times(scale.factor)) unit->factor = *factor;
      unit->end = scale.end;
    }
    return unit;
  }
  return ReadMeasure(tokens, next);
}

void Multiply(AmountReading& amount, const Number& factor) {
  if (auto product = amount.number.Times(factor)) amount.number = *product;
}

// Adds the cents of "thirteen dollars and forty-five cents" and "15 dollars 50" to `amount`.
void TakeCents(const Tokens& tokens, AmountReading& amount) {
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

// Reads a number with its unit, which may precede or follow it. If the number is the upper end of a range,
// `lower` is the lower end.
std::optional<AmountReading> ReadAmount(const Tokens& tokens, size_t at, Joining joining,
                                        const AmountReading* lower = nullptr) {
  std::optional<UnitReading> before = ReadCurrencySign(tokens, at);
  if (!before && tokens.Has(at, Role::kCurrency)) {
    before = ReadCurrencyName(tokens, at);
    if (before && !tokens.IsNumeral(before->end)) before.reset();
    // A code in capitals may precede any numeral: "USD 200". A word may precede only a numeral that cannot be
    // a year: "dollar 22.5 million".
    if (before && !tokens.IsUpper(at)) {
      std::string_view numeral = tokens.Text(before->end);
      if (numeral.find_first_of(",.") == std::string_view::npos && !tokens.Has(before->end + 1, Role::kScale))
        before.reset();
    }
  }
  if (!before && (tokens.Is(at, F::kPercent) || (tokens.Is(at, F::kPer) && tokens.Is(at + 1, F::kCent)))) {
    // "percent of 10" rarely means ten percent, so this is only an alternative reading.
    auto percent = ReadPercent(tokens, at);
    auto number =
        percent && tokens.Is(percent->end, F::kOf) ? ReadNumber(tokens, percent->end + 1) : std::nullopt;
    if (!number || tokens.IsNumeral(at - 1) || tokens.Has(at - 1, Role::kCardinal) ||
        tokens.Has(at - 1, Role::kTens)) {
      return std::nullopt;
    }
    AmountReading amount;
    amount.number = number->number;
    amount.kind = ValueKind::kPercent;
    amount.unit = "%";
    amount.end = amount.figure_end = number->end;
    amount.figure_start = percent->end + 1;
    amount.reading = Reading::kAlternative;
    return amount;
  }
  const size_t first = before ? before->end : at;
  std::optional<NumberReading> number = ReadNumber(tokens, first, joining);
  if (!number) return std::nullopt;
  AmountReading amount;
  amount.number = number->number;
  amount.end = amount.figure_end = number->end;
  amount.figure_start = first;
  amount.fraction = number->fraction;
  amount.sign_before = before && tokens[first - 1].kind == Token::Kind::kSign;
  if (const size_t scale = first + 1;
      tokens.IsNumeral(first) && amount.end > scale &&
      (tokens.Has(scale, Role::kScale) || tokens.Has(scale, Role::kScaleMark))) {
    amount.scale = ReadScale(tokens, scale).factor;
  }
  // After a currency sign and a number, "m" means million, not metre: £5m, £20-30m.
  const bool money = before || (lower != nullptr && lower->sign_before);
  std::string_view mark = tokens.Text(amount.end);
  if (money && tokens.IsNumeral(amount.end - 1) && (mark == "m" || mark == "t") &&
      tokens.Touches(amount.end)) {
    amount.scale = *Number(1).Shifted(mark == "m" ? 6 : 12);
    Multiply(amount, amount.scale);
    amount.figure_end = ++amount.end;
  }
  std::optional<UnitReading> unit = before ? before : ReadUnit(tokens, amount.end);
  if (!unit) return amount;
  amount.kind = unit->kind;
  amount.unit = unit->unit;
  Multiply(amount, unit->factor);
  if (!before) amount.end = unit->end;
  if (amount.kind == ValueKind::kCurrency && !before) TakeCents(tokens, amount);
  return amount;
}

// A bound that precedes or follows a number: "over", "no less than", ">=", "or more".
struct BoundReading {
  Bound bound = Bound::kExact;
  size_t end = 0;
  bool words = false;  // the text states the bound, also if it is exact: "equal to 20"
};

// Skips "or equal", "or equal to" and "or equal than" and then sets `equal`.
size_t SkipOrEqual(const Tokens& tokens, size_t at, bool& equal) {
  if (tokens.Is(at, F::kOr) && tokens.Is(at + 1, F::kEqual)) {
    equal = true;
    at += 2;
    if (tokens.Is(at, F::kTo) || tokens.Is(at, F::kThan)) ++at;
  }
  return at;
}

std::optional<BoundReading> ReadSignedBound(const Tokens& tokens, size_t at) {
  const char32_t sign = tokens[at].sign;
  if (sign == U'\u2265') return BoundReading{Bound::kAtLeast, at + 1, true};
  if (sign == U'\u2264') return BoundReading{Bound::kAtMost, at + 1, true};
  if (sign == U'~' || sign == U'\u2248') return BoundReading{Bound::kAbout, at + 1, true};
  if (sign != U'<' && sign != U'>') return std::nullopt;
  if (tokens.IsSign(at - 1, U'=')) return std::nullopt;  // an arrow: =>
  const bool equal = tokens.IsSign(at + 1, U'=') && tokens.Touches(at + 1);
  Bound bound = sign == U'>' ? (equal ? Bound::kAtLeast : Bound::kMoreThan)
                             : (equal ? Bound::kAtMost : Bound::kLessThan);
  return BoundReading{bound, at + (equal ? 2U : 1U), true};
}

std::optional<BoundReading> ReadBound(const Tokens& tokens, size_t at) {
  if (tokens[at].kind == Token::Kind::kSign) return ReadSignedBound(tokens, at);
  if (tokens[at].word == nullptr) return std::nullopt;
  bool equal = false;
  // "well over", "just under".
  if (tokens.Is(at, F::kWell) &&
      (tokens.Is(at + 1, F::kOver) || tokens.Is(at + 1, F::kAbove) || tokens.Is(at + 1, F::kBelow))) {
    ++at;
  }
  const bool no = tokens.Is(at, F::kNo) || tokens.Is(at, F::kNot);
  const size_t word = no ? at + 1 : at;
  const bool more = tokens.Is(word, F::kMore);
  if (more || tokens.Is(word, F::kLess)) {
    size_t next = word + 1;
    if (tokens.Is(next, F::kThan)) {
      next = SkipOrEqual(tokens, next + 1, equal);
    } else {
      const size_t behind = SkipOrEqual(tokens, next, equal);
      if (behind == next) return std::nullopt;
      next = behind;
    }
    Bound bound =
        more ? (equal ? Bound::kAtLeast : Bound::kMoreThan) : (equal ? Bound::kAtMost : Bound::kLessThan);
    if (no) bound = more ? Bound::kAtMost : Bound::kAtLeast;
    return BoundReading{bound, next, true};
  }
  if (no) return std::nullopt;
  if (tokens.Is(at, F::kAt) && (tokens.Is(at + 1, F::kLeast) || tokens.Is(at + 1, F::kMost))) {
    Bound bound = tokens.Is(at + 1, F::kLeast) ? Bound::kAtLeast : Bound::kAtMost;
    return BoundReading{bound, SkipOrEqual(tokens, at + 2, equal), true};
  }
  if (tokens.Is(at, F::kOver) || tokens.Is(at, F::kAbove))
    return BoundReading{Bound::kMoreThan, at + 1, true};
  if (tokens.Is(at, F::kBelow)) return BoundReading{Bound::kLessThan, at + 1, true};
  if (tokens.Is(at, F::kUp) && tokens.Is(at + 1, F::kTo)) return BoundReading{Bound::kAtMost, at + 2, true};
  if (tokens.Is(at, F::kAs) && tokens.Is(at + 1, F::kMany) && tokens.Is(at + 2, F::kAs)) {
    return BoundReading{Bound::kAtMost, at + 3, true};
  }
  if (tokens.Is(at, F::kAbout) || tokens.Is(at, F::kAlmost)) return BoundReading{Bound::kAbout, at + 1, true};
  if (tokens.Is(at, F::kClose) && tokens.Is(at + 1, F::kTo)) return BoundReading{Bound::kAbout, at + 2, true};
  if (tokens.Is(at, F::kA) && tokens.Is(at + 1, F::kEstimated))
    return BoundReading{Bound::kAbout, at + 2, true};
  if (tokens.Is(at, F::kEqual)) {
    size_t next = at + 1;
    if (tokens.Is(next, F::kTo)) ++next;
    return BoundReading{Bound::kExact, next, true};
  }
  return std::nullopt;
}

// Reads the bound that follows a number: "or more", "and above", "+". `bound` is the bound that preceded the
// number. If no bound follows, returns `bound` and `at`.
BoundReading ReadBoundBehind(const Tokens& tokens, size_t at, Bound bound) {
  BoundReading none{bound, at, false};
  if (tokens.IsSign(at, U'+') && tokens.Touches(at) && !tokens.IsNumeral(at + 1))
    return {Bound::kAtLeast, at + 1, true};
  const bool alone = bound == Bound::kExact || bound == Bound::kAbout;
  if (tokens.Is(at, F::kOr) ||
      (tokens.Is(at, F::kAnd) && !tokens.Is(at + 1, F::kMore) && !tokens.Is(at + 1, F::kLess))) {
    const bool more =
        tokens.Is(at + 1, F::kMore) || tokens.Is(at + 1, F::kAbove) || tokens.Is(at + 1, F::kOver);
    const bool less = tokens.Is(at + 1, F::kLess) || tokens.Is(at + 1, F::kBelow);
    // If another number follows, the bound belongs to that number: "200 or greater than 190".
    size_t end = tokens.Is(at + 2, F::kThan) ? at + 3 : at + 2;
    if (alone && (more || less) && !tokens.IsNumeral(end) && !ReadNumber(tokens, end)) {
      return {more ? Bound::kAtLeast : Bound::kAtMost, end, true};
    }
    if (alone && tokens.Is(at, F::kOr) && tokens.Is(at + 1, F::kSo)) return {Bound::kAbout, at + 2, true};
    if (!alone && tokens.Is(at, F::kOr) && tokens.Is(at + 1, F::kEqual)) {
      end = tokens.Is(at + 2, F::kTo) ? at + 3 : at + 2;
      if (bound == Bound::kMoreThan) return {Bound::kAtLeast, end, true};
      if (bound == Bound::kLessThan) return {Bound::kAtMost, end, true};
    }
  }
  return none;
}

bool IsLower(Bound bound) { return bound == Bound::kAtLeast || bound == Bound::kMoreThan; }
bool IsUpper(Bound bound) { return bound == Bound::kAtMost || bound == Bound::kLessThan; }

TypedValue MakeValue(const Tokens& tokens, size_t at, const AmountReading& amount, Bound bound, size_t end) {
  TypedValue value;
  value.kind = amount.kind;
  value.reading = amount.reading;
  value.range = tokens.Range(at, end);
  value.figure = tokens.Range(amount.figure_start, amount.figure_end);
  value.fraction = amount.fraction;
  value.amount = {amount.number.ToString(), "", bound, amount.unit};
  return value;
}

QuantityReading MakeRange(const Tokens& tokens, size_t at, const AmountReading& lower,
                          const AmountReading& upper, size_t end) {
  QuantityReading reading;
  reading.value = MakeValue(tokens, at, lower, Bound::kRange, end);
  reading.value.kind = upper.kind;
  reading.value.amount.unit = upper.unit;
  reading.value.upper_figure = tokens.Range(upper.figure_start, upper.figure_end);
  reading.value.amount.upper = upper.number.ToString();
  reading.end = end;
  return reading;
}

// Copies the unit and scale that only one end states to the other: "20 to 30 million", "20-30%", "$20-30
// million". Returns false if the two cannot be the ends of one range.
bool Align(const Tokens& tokens, AmountReading& lower, AmountReading& upper) {
  if (lower.kind == ValueKind::kNumber) {
    lower.kind = upper.kind;
    lower.unit = upper.unit;
  } else if (upper.kind == ValueKind::kNumber) {
    upper.kind = lower.kind;
    upper.unit = lower.unit;
  }
  if (lower.kind != upper.kind || lower.unit != upper.unit) return false;
  // In "1,500 to 2 million" the lower number is complete: only numbers below 1,000 take the scale.
  const bool lower_scaled = !tokens.IsNumeral(lower.figure_end - 1) || !(lower.number < Number(1000));
  if (!lower_scaled) Multiply(lower, upper.scale);
  return lower.number < upper.number;
}

// Whether the token at `at`, after the lower end of a range, can link it to the upper end.
bool Links(const Tokens& tokens, size_t at, bool between) {
  if (tokens.IsDash(at)) return tokens.Touches(at) == tokens.Touches(at + 1);
  return between ? tokens.Is(at, F::kAnd) : tokens.Is(at, F::kTo) || tokens.Is(at, F::kThrough);
}

// Reads a range that begins at `at` and whose lower end is `lower`: "between 20 and 30", "from 20 to 30",
// "20-30". REQUIRES: Links(tokens, lower.end, ...).
std::optional<QuantityReading> ReadRange(const Tokens& tokens, size_t at, const AmountReading& lower) {
  const size_t link = lower.end;
  const bool dash = tokens.IsDash(link);
  if (lower.reading != Reading::kStated) return std::nullopt;
  if (dash) {
    // Telephone numbers and scores are longer chains of dashes.
    auto chained = [&](size_t index) {
      return tokens.IsDash(index) && (tokens.IsNumeral(index + 1) || tokens.IsNumeral(index - 1));
    };
    if (!tokens.IsNumeral(lower.figure_start) || chained(at - 1) || tokens.IsSign(at - 1, U'/'))
      return std::nullopt;
    if (!tokens.IsNumeral(link + 1) && tokens[link + 1].kind != Token::Kind::kSign) return std::nullopt;
    if (tokens.IsDash(link + 2) && tokens.IsNumeral(link + 3)) return std::nullopt;
  }
  auto upper = ReadAmount(tokens, link + 1, Joining::kFull, &lower);
  if (!upper || upper->reading != Reading::kStated) return std::nullopt;
  if (dash && tokens.IsDash(upper->end) && tokens.IsNumeral(upper->end + 1)) return std::nullopt;
  AmountReading low = lower;
  AmountReading high = *upper;
  if (!Align(tokens, low, high)) return std::nullopt;
  QuantityReading reading = MakeRange(tokens, at, low, high, high.end);
  if (!dash && !tokens.Is(at, F::kBetween)) {
    // "rose from 20 to 30" states each end as a value that was true at some time.
    for (const AmountReading* end : {&low, &high}) {
      TypedValue part =
          MakeValue(tokens, end->figure_start, *end, Bound::kExact, std::max(end->end, end->figure_end));
      part.reading = Reading::kPart;
      reading.parts.push_back(std::move(part));
    }
  }
  return reading;
}

// One number with the bound that precedes or follows it.
struct Bounded {
  AmountReading amount;
  Bound bound = Bound::kExact;
  size_t end = 0;
};
Bounded TakeBoundBehind(const Tokens& tokens, const AmountReading& amount, Bound bound) {
  BoundReading behind = ReadBoundBehind(tokens, amount.end, bound);
  return {amount, behind.bound, behind.end};
}

// Whether "one" is a pronoun: "this one", "no one".
bool IsPronoun(const Tokens& tokens, size_t at, size_t end) {
  return end == at + 1 && tokens.As(at, Role::kCardinal) == 1 && tokens.Is(at - 1, F::kHolding);
}

// Whether the digits at `at` are part of an address, an escape or a time of day, joined by signs.
bool IsChained(const Tokens& tokens, size_t at) {
  auto joins = [&](size_t sign) {
    return tokens.IsSign(sign, U'_') || tokens.IsSign(sign, U'@') || tokens.IsSign(sign, U'\\') ||
           tokens.IsSign(sign, U'%');
  };
  if (!tokens.IsNumeral(at)) return false;
  auto clock = [&](size_t sign) {
    return tokens.IsSign(sign, U':') && tokens.IsNumeral(sign - 1) && tokens.IsNumeral(sign + 1);
  };
  auto escapes = tokens.IsSign(at + 1, U'%') && tokens.IsNumeral(at + 2) && tokens.Touches(at + 2);
  return escapes || (tokens.Touches(at) && (joins(at - 1) || clock(at - 1))) ||
         (tokens.Touches(at + 1) && clock(at + 1));
}

}  // namespace

std::optional<QuantityReading> ReadQuantity(const Tokens& tokens, size_t at) {
  if (IsChained(tokens, at)) return std::nullopt;
  const bool between = tokens.Is(at, F::kBetween);
  if (between || tokens.Is(at, F::kFrom)) {
    auto lower = ReadAmount(tokens, at + 1, between ? Joining::kWithoutAnd : Joining::kFull);
    return lower && Links(tokens, lower->end, between) ? ReadRange(tokens, at, *lower) : std::nullopt;
  }
  auto before = ReadBound(tokens, at);
  auto amount = ReadAmount(tokens, before ? before->end : at, Joining::kFull);
  if (!amount) return std::nullopt;
  // "about 20 to 30" is also a range.
  if (Links(tokens, amount->end, false)) {
    if (auto range = ReadRange(tokens, at, *amount)) return range;
  }
  const Bounded bounded = TakeBoundBehind(tokens, *amount, before ? before->bound : Bound::kExact);
  if (IsPronoun(tokens, at, bounded.end)) return std::nullopt;
  // Two opposite bounds form a range: "greater than 100 and smaller than 300".
  const size_t link = bounded.end;
  if ((IsLower(bounded.bound) || IsUpper(bounded.bound)) &&
      (tokens.Is(link, F::kAnd) || tokens.IsSign(link, U','))) {
    const size_t next = tokens.IsSign(link, U',') && tokens.Is(link + 1, F::kAnd) ? link + 2 : link + 1;
    auto other_bound = ReadBound(tokens, next);
    auto other_amount = other_bound ? ReadAmount(tokens, other_bound->end, Joining::kFull) : std::nullopt;
    if (other_amount) {
      const Bounded other = TakeBoundBehind(tokens, *other_amount, other_bound->bound);
      const bool opposite = IsLower(bounded.bound) ? IsUpper(other.bound) : IsLower(other.bound);
      AmountReading low = IsLower(bounded.bound) ? bounded.amount : other.amount;
      AmountReading high = IsLower(bounded.bound) ? other.amount : bounded.amount;
      if (opposite && Align(tokens, low, high)) return MakeRange(tokens, at, low, high, other.end);
    }
  }
  QuantityReading reading;
  reading.value = MakeValue(tokens, at, bounded.amount, bounded.bound, bounded.end);
  reading.end = bounded.end;
  return reading;
}

}  // namespace verbatim::text
