#include "text/values/languages/local_quantity.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/values/amounts/units.h"
#include "text/values/languages/local_number.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

struct Unit {
  ValueKind kind = ValueKind::kNumber;
  std::string name;
  size_t end = 0;
};

struct Amount {
  LocalNumber number;
  ValueKind kind = ValueKind::kNumber;
  std::string unit;
  size_t figure_start = 0;
  size_t figure_end = 0;
  size_t end = 0;
};

std::string_view NameOf(TimeUnit unit) {
  constexpr std::string_view kNames[] = {"second",  "minute", "hour",    "day",  "week",   "fortnight",
                                         "weekend", "month",  "quarter", "year", "decade", "century"};
  return kNames[static_cast<size_t>(unit)];
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ToAsciiLower(c);
  return lower;
}

// Reads a code of three capitals, such as EUR, or in small letters if it touches a sign or ends the words.
std::optional<Unit> ReadCode(const LocalTokens& tokens, size_t at) {
  if (!tokens.IsWord(at) || tokens.Text(at).size() != 3) return std::nullopt;
  const std::string_view word = tokens.Text(at);
  const bool capitals = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!capitals) return std::nullopt;
  auto code = FindCurrency(LowerAscii(word));
  if (!code || *code != word) return std::nullopt;
  return Unit{ValueKind::kCurrency, std::string(*code), at + 1};
}

bool IsCurrencySign(const LocalTokens& tokens, size_t at) {
  const LocalToken& token = tokens[at];
  return token.kind == LocalToken::Kind::kSign && CurrencyOfSign("", token.sign).has_value();
}

// Reads "$", "US$", "C $", "cad$", "R$".
std::optional<Unit> ReadSign(const LocalTokens& tokens, size_t at) {
  if (IsCurrencySign(tokens, at)) {
    auto unit = CurrencyOfSign("", tokens[at].sign);
    return Unit{ValueKind::kCurrency, std::string(*unit), at + 1};
  }
  const bool letters = tokens.IsWord(at) && tokens.Text(at).size() <= 3 && IsCurrencySign(tokens, at + 1);
  if (!letters) return std::nullopt;
  const std::string word = LowerAscii(tokens.Text(at));
  auto unit = CurrencyOfSign(word, tokens[at + 1].sign);
  if (word == "r" && tokens.IsSign(at + 1, U'$')) return Unit{ValueKind::kCurrency, "BRL", at + 2};
  if (word == "u" && tokens.IsSign(at + 1, U'$')) return Unit{ValueKind::kCurrency, "USD", at + 2};
  if (!unit) return std::nullopt;
  return Unit{ValueKind::kCurrency, std::string(*unit), at + 2};
}

// Reads the ² of m² and the second unit of km/h.
void ExtendMeasure(const LocalTokens& tokens, Unit& unit) {
  const size_t next = unit.end;
  const bool length = unit.name == "metre" || unit.name == "kilometre" || unit.name == "centimetre";
  const bool square = tokens.IsSign(next, U'²') || (tokens.IsNumeral(next) && tokens.Text(next) == "2");
  if (length && square && tokens.Touches(next)) {
    unit.name = "square " + unit.name;
    unit.end = next + 1;
  } else if (unit.name == "kilometre" && tokens.IsSign(next, U'/') && tokens.IsWord(next + 1)) {
    constexpr std::string_view kHours[] = {"h", "ч", "год", "sa", "u", "st", "t", "tim", "g"};
    if (std::find(std::begin(kHours), std::end(kHours), tokens.Text(next + 1)) != std::end(kHours)) {
      unit.name = "kilometre per hour";
      unit.end = next + 2;
    }
  }
}

// Reads any unit that follows a number.
std::optional<Unit> ReadUnitAt(const LocalTokens& tokens, size_t at) {
  if (tokens.IsSign(at, U'%')) return Unit{ValueKind::kPercent, "%", at + 1};
  if (auto sign = ReadSign(tokens, at); sign && (sign->end == at + 1 || !tokens.IsNumeral(sign->end)))
    return sign;
  if (tokens.IsSign(at, U'°')) return Unit{ValueKind::kMeasure, "degree", at + 1};
  if (!tokens.IsWord(at)) return std::nullopt;
  if (auto percent = tokens.Find(at, Sense::kPercent)) return Unit{ValueKind::kPercent, "%", percent->end};
  if (auto code = ReadCode(tokens, at)) return code;
  if (auto currency = tokens.Find(at, Sense::kCurrency)) {
    return Unit{ValueKind::kCurrency, currency->meaning->text, currency->end};
  }
  if (auto measure = tokens.Find(at, Sense::kMeasure)) {
    Unit unit{ValueKind::kMeasure, measure->meaning->text, measure->end};
    ExtendMeasure(tokens, unit);
    return unit;
  }
  if (auto time = tokens.Find(at, Sense::kTimeUnit)) {
    return Unit{ValueKind::kMeasure, std::string(NameOf(static_cast<TimeUnit>(time->value))), time->end};
  }
  return std::nullopt;
}

// Reads a unit, also after "of" or a hyphen: "millones de euros", "miliarde de lei", "5-Prozent".
std::optional<Unit> ReadUnitAfter(const LocalTokens& tokens, size_t at) {
  if (auto unit = ReadUnitAt(tokens, at)) return unit;
  if (tokens.IsSign(at, U'-') && tokens.Touches(at) && tokens.Touches(at + 1))
    return ReadUnitAt(tokens, at + 1);
  const std::string& word = tokens[at].folded;
  const bool of =
      tokens.IsWord(at) && (word == "de" || word == "d" || word == "di" || word == "van" || word == "of");
  if (!of) return std::nullopt;
  auto unit = ReadUnitAt(tokens, at + 1);
  return unit && unit->kind != ValueKind::kPercent ? unit : std::nullopt;
}

// Reads a unit before its number: "$", "EUR", "yüzde", "dólar".
std::optional<Unit> ReadUnitBefore(const LocalTokens& tokens, size_t at) {
  if (auto sign = ReadSign(tokens, at)) return sign;
  if (tokens.IsSign(at, U'%') && tokens.IsNumeral(at + 1) && tokens.Touches(at + 1) &&
      !tokens.IsNumeral(at - 1)) {
    return Unit{ValueKind::kPercent, "%", at + 1};
  }
  if (!tokens.IsWord(at)) return std::nullopt;
  if (auto percent = tokens.Find(at, Sense::kPercentBefore))
    return Unit{ValueKind::kPercent, "%", percent->end};
  // "usd$ 15"
  if (tokens.Text(at).size() == 3 && IsCurrencySign(tokens, at + 1)) {
    auto code = FindCurrency(LowerAscii(tokens.Text(at)));
    if (code) return Unit{ValueKind::kCurrency, std::string(*code), at + 2};
  }
  if (auto code = ReadCode(tokens, at); code && tokens.IsNumeral(code->end)) return code;
  auto currency = tokens.Find(at, Sense::kCurrency);
  if (!currency || !tokens.IsNumeral(currency->end)) return std::nullopt;
  // A word may precede only a numeral that cannot be a year: "dólar 22,5 millones".
  if (tokens[currency->end].digits == 4) return std::nullopt;
  return Unit{ValueKind::kCurrency, currency->meaning->text, currency->end};
}

bool IsHundredthName(std::string_view name) { return name == "cent" || name == "penny"; }

// Adds the cents of "treize euros et quarante-cinq centimes" and "15 Dollar und 15".
void AddCents(const LocalTokens& tokens, Amount& amount) {
  if (!amount.number.number.IsInteger() || IsHundredthName(amount.unit)) return;
  const bool sign = tokens[amount.end - 1].kind == LocalToken::Kind::kSign;
  auto addition = tokens.Find(amount.end, Sense::kAddition);
  if (!addition) addition = tokens.Find(amount.end, Sense::kAnd);
  const size_t next = addition ? addition->end : amount.end;
  auto cents = ReadLocalNumber(tokens, next);
  if (!cents || cents->fraction || cents->ordinal || !cents->number.AsSmallInteger(99)) return;
  auto unit = ReadUnitAfter(tokens, cents->end);
  const bool named = unit && unit->kind == ValueKind::kCurrency && IsHundredthName(unit->name);
  // "15 Dollar und 15", "15 dollars 50"
  const bool tens = !(cents->number < Number(10)) && tokens[next].gap != LocalToken::Gap::kLine;
  const bool bare =
      (addition || tens) && !unit && !sign && !tokens.IsWord(cents->end) && !tokens.IsSign(cents->end, U'%');
  if (!named && !bare) return;
  auto fraction = cents->number.Shifted(-2);
  auto sum = fraction ? amount.number.number.Plus(*fraction) : std::nullopt;
  if (!sum) return;
  amount.number.number = *sum;
  amount.end = named ? unit->end : cents->end;
}

void ScaleAfterUnit(const LocalTokens& tokens, Amount& amount) {
  auto scale = ReadSpelled(tokens, amount.end);
  if (!scale || !scale->reading.scaled || !(scale->reading.number == scale->reading.last_scale)) return;
  auto product = amount.number.number.Times(scale->reading.number);
  if (!product) return;
  amount.number.number = *product;
  amount.end = scale->end;
}

std::optional<Amount> ReadAmount(const LocalTokens& tokens, size_t at) {
  const auto before = ReadUnitBefore(tokens, at);
  const size_t first = before ? before->end : at;
  auto number = ReadLocalNumber(tokens, first);
  if (!number && before) return std::nullopt;
  if (!number) return std::nullopt;
  Amount amount;
  amount.number = *number;
  amount.figure_start = first;
  amount.figure_end = amount.end = number->end;
  if (number->ordinal) return before ? std::nullopt : std::optional(amount);
  const auto unit = before ? before : ReadUnitAfter(tokens, amount.end);
  if (before && !unit) return amount;
  if (unit) {
    amount.kind = unit->kind;
    amount.unit = unit->name;
    if (!before) {
      amount.end = unit->end;
      // "75 USD millones"
      if (unit->kind == ValueKind::kCurrency && amount.number.scale == Number(1))
        ScaleAfterUnit(tokens, amount);
      // "5 Millionen $" and "US$ 5 Millionen" keep their scale; "$5 USD" repeats its unit.
    } else if (auto again = ReadUnitAfter(tokens, amount.end); again && again->kind == unit->kind) {
      amount.end = again->end;
      if (amount.kind == ValueKind::kCurrency) amount.unit = again->name;
    }
    if (amount.kind == ValueKind::kCurrency && !before) AddCents(tokens, amount);
  }
  return amount;
}

// A word that makes the amount beside it a decrease: "sank um 3 %", "um déficit de 5 milhões".
ByteRange FindFall(const LocalTokens& tokens, size_t at) {
  constexpr size_t kMaxWords = 4;
  for (size_t i = 1; i <= kMaxWords && at >= i; ++i) {
    if (!tokens.IsWord(at - i)) return {};
    if (tokens.Is(at - i, Sense::kFall)) return tokens.Range(at - i, at - i + 1);
  }
  return {};
}

TypedValue MakeValue(const LocalTokens& tokens, size_t at, const Amount& amount, Bound bound, size_t end) {
  TypedValue value;
  value.kind = amount.kind;
  value.range = tokens.Range(at, end);
  value.figure = tokens.Range(amount.figure_start, amount.figure_end);
  value.fraction = amount.number.fraction;
  value.amount = {amount.number.number.ToString(), "", bound, amount.unit};
  value.fall = FindFall(tokens, at);
  if (amount.number.ordinal) value.kind = ValueKind::kOrdinal;
  // The word for one is often an article.
  if (amount.number.one && amount.unit.empty()) value.reading = Reading::kAlternative;
  return value;
}

bool Align(const LocalTokens& tokens, Amount& lower, Amount& upper) {
  if (lower.kind == ValueKind::kNumber) {
    lower.kind = upper.kind;
    lower.unit = upper.unit;
  } else if (upper.kind == ValueKind::kNumber) {
    upper.kind = lower.kind;
    upper.unit = lower.unit;
  }
  if (lower.kind != upper.kind || lower.unit != upper.unit) return false;
  const bool plain = lower.number.scale == Number(1) && lower.number.number < Number(1000);
  if (plain && !(upper.number.scale == Number(1)) && tokens.IsNumeral(lower.figure_start)) {
    if (auto scaled = lower.number.number.Times(upper.number.scale)) lower.number.number = *scaled;
  }
  return lower.number.number < upper.number.number;
}

// Reads a range whose lower end is `lower` and whose second end begins at `second`.
std::optional<LocalQuantity> ReadRange(const LocalTokens& tokens, size_t at, const Amount& lower,
                                       size_t second, bool with_parts) {
  auto upper = ReadAmount(tokens, second);
  if (!upper || upper->number.ordinal || lower.number.ordinal) return std::nullopt;
  Amount low = lower;
  Amount high = *upper;
  if (!Align(tokens, low, high)) return std::nullopt;
  LocalQuantity reading;
  reading.value = MakeValue(tokens, at, low, Bound::kRange, high.end);
  reading.value.kind = high.kind;
  reading.value.reading = Reading::kStated;
  reading.value.amount.unit = high.unit;
  reading.value.amount.upper = high.number.number.ToString();
  reading.value.upper_figure = tokens.Range(high.figure_start, high.figure_end);
  reading.end = high.end;
  if (with_parts) {
    for (const Amount& end : {low, high}) {
      TypedValue part =
          MakeValue(tokens, end.figure_start, end, Bound::kExact, std::max(end.end, end.figure_end));
      part.reading = Reading::kPart;
      reading.parts.push_back(std::move(part));
    }
  }
  return reading;
}

// Returns whether the digits at `at` belong to a name, an address, a time of day or a date.
bool IsChained(const LocalTokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at)) return false;
  auto joined = [&](size_t sign) {
    return tokens.IsSign(sign, U'_') || tokens.IsSign(sign, U'@') || tokens.IsSign(sign, U'#') ||
           (tokens.IsSign(sign, U':') && tokens.IsNumeral(sign - 1) && tokens.IsNumeral(sign + 1));
  };
  if (tokens.Touches(at) && joined(at - 1)) return true;
  if (tokens.Touches(at + 1) && joined(at + 1)) return true;
  const bool code = tokens.IsWord(at - 1) && tokens.Touches(at) && !tokens[at].apostrophe &&
                    (tokens.Text(at - 1).back() & 0x80) == 0 && !tokens.Is(at - 1, Sense::kCurrency);
  return code && !ReadCode(tokens, at - 1);
}

}  // namespace

std::optional<LocalQuantity> ReadLocalQuantity(const LocalTokens& tokens, size_t at) {
  if (IsChained(tokens, at)) return std::nullopt;
  for (const Sense sense : {Sense::kBetween, Sense::kFrom}) {
    auto start = tokens.Find(at, sense);
    if (!start) continue;
    auto lower = ReadAmount(tokens, start->end);
    if (!lower) continue;
    const size_t link = tokens.Skip(lower->end, sense == Sense::kBetween ? Sense::kAnd : Sense::kTo);
    if (link == lower->end) continue;
    if (auto range = ReadRange(tokens, at, *lower, link, sense == Sense::kFrom)) return range;
  }
  size_t first = at;
  Bound bound = Bound::kExact;
  if (auto before = tokens.Find(at, Sense::kBound)) {
    bound = static_cast<Bound>(before->value);
    first = tokens.Skip(before->end, Sense::kBound);
    if (first != before->end && bound == Bound::kAbout)
      bound = static_cast<Bound>(tokens.Find(before->end, Sense::kBound)->value);
  } else if (tokens.IsSign(at, U'~') || tokens.IsSign(at, U'≈')) {
    bound = Bound::kAbout;
    first = at + 1;
  } else if (tokens.IsSign(at, U'>') || tokens.IsSign(at, U'<')) {
    bound = tokens.IsSign(at, U'>') ? Bound::kMoreThan : Bound::kLessThan;
    first = at + 1;
  }
  auto amount = ReadAmount(tokens, first);
  if (amount && amount->number.ordinal && first != at) return std::nullopt;
  if (!amount || (amount->number.one && bound != Bound::kExact && amount->unit.empty())) return std::nullopt;
  const bool dash = tokens.IsSign(amount->end, U'-') &&
                    tokens.Touches(amount->end) == tokens.Touches(amount->end + 1) &&
                    tokens.IsNumeral(amount->end - 1) && tokens.IsNumeral(amount->end + 1) &&
                    !(tokens.IsSign(amount->end + 2, U'-') && tokens.IsNumeral(amount->end + 3)) &&
                    !tokens.IsSign(at - 1, U'-');
  const size_t link = dash ? amount->end + 1 : tokens.Skip(amount->end, Sense::kTo);
  if (link != amount->end) {
    if (auto range = ReadRange(tokens, at, *amount, link, true)) return range;
  }
  size_t end = amount->end;
  if (auto after = tokens.Find(end, Sense::kBoundAfter); after && !amount->number.ordinal) {
    bound = static_cast<Bound>(after->value);
    end = after->end;
  } else if (tokens.IsSign(end, U'+') && tokens.Touches(end) && !tokens.IsNumeral(end + 1)) {
    bound = Bound::kAtLeast;
    ++end;
  }
  LocalQuantity reading;
  reading.value = MakeValue(tokens, at, *amount, bound, end);
  reading.end = end;
  return reading;
}

}  // namespace verbatim::text
