#include "text/values/amounts/unit_reader.h"

#include <algorithm>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/values/amounts/units.h"
#include "text/values/numbers/number_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// Returns whether `word` is the given letter, in either case.
bool IsLetter(std::string_view word, char lower) {
  return word.size() == 1 && ToAsciiLower(word[0]) == lower;
}

// Returns whether the word at `at` may be a currency code. Some codes are also ordinary words ("all", "try"),
// so a code must be in capitals unless texts often write it in lower case.
bool IsCurrencyCode(const Tokens& tokens, size_t at) {
  constexpr std::string_view kFamiliar[] = {"usd", "eur", "gbp", "cny", "rmb", "jpy",
                                            "chf", "cad", "aud", "inr", "rub"};
  const std::string word = Lower(tokens.Text(at));
  return tokens.IsUpper(at) ||
         std::find(std::begin(kFamiliar), std::end(kFamiliar), word) != std::end(kFamiliar);
}

// Returns the unit of time at `at`, in the singular.
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

// Returns the unit that `unit` and the unit of time after "/" or "per" make: "kilometre per hour". Nothing
// else is counted per time: "5 tonnes per year" are 5 tonnes.
std::optional<UnitReading> ReadSpeed(const Tokens& tokens, std::string_view unit, size_t end) {
  const bool slash = tokens.IsSign(end, U'/') && tokens.Touches(end);
  if (!slash && !tokens.Is(end, F::kPer) && !(tokens.Is(end, F::kA) && tokens.Text(end + 1) == "hour")) {
    return std::nullopt;
  }
  constexpr std::pair<std::string_view, std::string_view> kTimes[] = {
      {"h", "hour"},        {"hr", "hour"},    {"hour", "hour"},     {"s", "second"}, {"sec", "second"},
      {"second", "second"}, {"min", "minute"}, {"minute", "minute"}, {"day", "day"}};
  constexpr std::string_view kLengths[] = {"metre", "mile", "foot", "inch", "yard"};
  const bool length = std::any_of(std::begin(kLengths), std::end(kLengths),
                                  [&](std::string_view word) { return unit.ends_with(word); });
  if (!length) return std::nullopt;
  for (const auto& [word, time] : kTimes) {
    if (tokens.Text(end + 1) != word) continue;
    const bool squared = tokens.Touches(end + 2) && tokens[end + 2].sign >= 0xB2;  // m/s\u00B2
    if (squared) return std::nullopt;
    return UnitReading{ValueKind::kMeasure, std::string(unit) + " per " + std::string(time), end + 2,
                       Number(1)};
  }
  return std::nullopt;
}

// Returns whether the unit that ends at `end` is the first part of a ratio such as km/h.
bool IsRatio(const Tokens& tokens, size_t end) {
  return tokens.IsSign(end, U'/') && tokens.Touches(end) && tokens.IsWord(end + 1) && tokens.Touches(end + 1);
}

// Returns the prefix that the sign at `at` adds to `unit`, as in "km²" and "m³". Empty if the unit is not a
// length: then the sign refers to a footnote.
std::string_view PowerOf(const Tokens& tokens, size_t at, std::string_view unit) {
  if (!tokens.Touches(at) || !unit.ends_with("metre")) return "";
  if (tokens.IsSign(at, U'\u00B2')) return "square ";
  return tokens.IsSign(at, U'\u00B3') ? "cubic " : "";
}

// Reads a unit of measure or of time: "km", "square miles", "years".
std::optional<UnitReading> ReadMeasure(const Tokens& tokens, size_t at) {
  std::string prefix;
  size_t next = at;
  if (tokens.IsSign(at, U'\u00B0') || tokens.IsSign(at, U'\u2103') || tokens.IsSign(at, U'\u2109')) {
    const std::string_view scale = tokens.Text(at + 1);
    const bool named = tokens.IsSign(at, U'\u00B0') && (scale == "C" || scale == "F");
    return UnitReading{ValueKind::kMeasure, "degree", named ? at + 2 : at + 1, Number(1)};
  }
  if (tokens.Text(at) == "square" || tokens.Text(at) == "cubic" || tokens.Text(at) == "sq") {
    prefix = tokens.Text(at) == "cubic" ? "cubic " : "square ";
    ++next;
    if (tokens.Text(at) == "sq" && tokens.IsSign(next, U'.') && tokens.Touches(next)) ++next;
  }
  if (auto index = tokens.As(next, Role::kUnit)) {
    const UnitWord& word = UnitWords()[static_cast<size_t>(*index)];
    if (!word.case_matters || tokens.Text(next) == word.word) {
      const std::string_view power = PowerOf(tokens, next + 1, word.unit);
      if (!power.empty()) prefix = power;
      const size_t end = power.empty() ? next + 1 : next + 2;
      if (auto speed = prefix.empty() ? ReadSpeed(tokens, word.unit, end) : std::nullopt) return speed;
      if (IsRatio(tokens, end)) return std::nullopt;
      return UnitReading{ValueKind::kMeasure, prefix + std::string(word.unit), end, Number(1)};
    }
  }
  if (auto unit = DurationUnit(tokens, at); unit && !IsRatio(tokens, at + 1)) {
    return UnitReading{ValueKind::kMeasure, std::string(*unit), at + 1, Number(1)};
  }
  return std::nullopt;
}

// Reads "bps", "basis points" and "pp".
std::optional<UnitReading> ReadPoints(const Tokens& tokens, size_t at) {
  if (!tokens.IsWord(at)) return std::nullopt;
  constexpr std::string_view kPointMarks[] = {"pp", "pps", "ppt", "ppts"};
  const std::string_view word = tokens.Text(at);
  if (word == "bp" || word == "bps")
    return UnitReading{ValueKind::kPercent, "basis point", at + 1, Number(1)};
  if (word == "basis" && (tokens.Is(at + 1, F::kPoint) || tokens.Is(at + 1, F::kPoints))) {
    return UnitReading{ValueKind::kPercent, "basis point", at + 2, Number(1)};
  }
  if (std::find(std::begin(kPointMarks), std::end(kPointMarks), word) != std::end(kPointMarks)) {
    return UnitReading{ValueKind::kPercent, "percentage point", at + 1, Number(1)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<UnitReading> ReadCurrencyName(const Tokens& tokens, size_t at) {
  std::optional<UnitReading> longest;
  std::string name;
  size_t next = at;
  for (size_t words = 0; words < kMaxCurrencyWords; ++words) {
    if (words == 0 && tokens.IsSign(at + 1, U'.') && IsLetter(tokens.Text(at), 'u') &&
        IsLetter(tokens.Text(at + 2), 's')) {
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

std::optional<UnitReading> ReadCurrencySign(const Tokens& tokens, size_t at) {
  auto reading = [&](std::string_view letters, size_t sign_at) -> std::optional<UnitReading> {
    const Token& sign = tokens[sign_at];
    if (sign.kind != Token::Kind::kSign || (sign.sign != U'$' && sign.sign < 0xA2)) return std::nullopt;
    auto unit = CurrencyOfSign(letters, sign.sign);
    if (!unit) return std::nullopt;
    return UnitReading{ValueKind::kCurrency, std::string(*unit), sign_at + 1, Number(1)};
  };
  if (!tokens.IsWord(at)) return reading("", at);
  constexpr size_t kMostLetters = 3;
  if (tokens.Text(at).size() > kMostLetters) return std::nullopt;
  const std::string letters = Lower(tokens.Text(at));
  // "a $5 fee" is not in Australian dollars.
  return tokens.Touches(at + 1) || letters == "c" ? reading(letters, at + 1) : std::nullopt;
}

std::optional<UnitReading> ReadCurrencyPrefix(const Tokens& tokens, size_t at) {
  const CurrencyPrefix* prefix = FindCurrencyPrefix(tokens.Text(at));
  if (prefix == nullptr) return std::nullopt;
  const bool dot = tokens.IsSign(at + 1, U'.') && tokens.Touches(at + 1);
  const size_t number = dot ? at + 2 : at + 1;
  if (!tokens.IsNumeral(number)) return std::nullopt;
  if (prefix->letter) {
    // A single letter also names roads, rooms and models. It must touch an amount that is large or has a
    // scale.
    const std::string_view digits = tokens.Text(number);
    const size_t scale = SkipHyphen(tokens, number + 1);
    const bool scaled = tokens.Has(scale, Role::kScale) || tokens.Has(number + 1, Role::kScaleMark) ||
                        tokens.Text(number + 1) == "m";
    const bool amount = digits.size() > 3 || digits.find_first_of(",.") != std::string_view::npos || scaled;
    if (dot || !tokens.Touches(number) || !amount) return std::nullopt;
  }
  return UnitReading{ValueKind::kCurrency, std::string(prefix->unit), number, Number(1)};
}

std::optional<UnitReading> ReadPercent(const Tokens& tokens, size_t at) {
  UnitReading reading{ValueKind::kPercent, "%", at, Number(1)};
  if (auto points = ReadPoints(tokens, at)) return points;
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

std::optional<UnitReading> ReadUnit(const Tokens& tokens, size_t at) {
  // Fast path for most words: a longer word that is not in the lexicon names no unit.
  if (tokens.IsWord(at) && tokens[at].word == nullptr && tokens.Text(at).size() > 6) return std::nullopt;
  // A hard-wrapped line may end before a unit, but only a word of more than two letters is surely one.
  if (tokens[at].gap == Token::Gap::kLine && (tokens[at].capital || tokens.Text(at).size() < 3))
    return std::nullopt;
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

}  // namespace verbatim::text
