#include "text/values/languages/local_number.h"

#include <unicode/uchar.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace verbatim::text {
namespace {

// Folded words without what separates them, and where each ends.
struct Joined {
  std::string text;
  std::vector<size_t> ends;
  std::vector<size_t> tokens;  // the token after each word
  bool cut = false;            // more words may follow those that have been scanned
};

Joined JoinWords(const LocalTokens& tokens, size_t at, size_t limit) {
  constexpr size_t kMaxWords = 24;
  constexpr size_t kMaxBytes = 240;
  Joined joined;
  for (size_t next = at; joined.ends.size() < kMaxWords && joined.text.size() < kMaxBytes;) {
    if (next != at && tokens.IsSign(next, U'-') && tokens.Touches(next) && tokens.Touches(next + 1)) ++next;
    if (!tokens.IsWord(next) || next >= limit) {
      const bool hyphen_ends = next + 1 == tokens.size() && tokens.IsSign(next, U'-');
      joined.cut = next >= tokens.size() || next >= limit || hyphen_ends;
      break;
    }
    joined.text += tokens[next].folded;
    joined.ends.push_back(joined.text.size());
    joined.tokens.push_back(++next);
  }
  return joined;
}

size_t TokenAt(const Joined& joined, size_t end) {
  for (size_t i = 0; i < joined.ends.size(); ++i) {
    if (joined.ends[i] == end) return joined.tokens[i];
  }
  return 0;
}

struct Scale {
  Number factor{1};
  size_t end = 0;
};

// Reads a scale after a number: "Millionen", "Mio.", "k".
Scale ReadScale(const LocalTokens& tokens, size_t at, bool after_digits) {
  Scale scale{Number(1), at};
  if (!tokens.IsWord(at)) return scale;
  if (tokens[at].folded == "de" && tokens.IsWord(at + 1)) {  // "21 de milioane"
    const Scale after = ReadScale(tokens, at + 1, false);
    return after.end == at + 1 ? scale : after;
  }
  if (after_digits && tokens.Find(at, Sense::kCurrency)) return scale;  // "34 cents"
  if (after_digits) {
    if (auto mark = tokens.Find(at, Sense::kScaleMark)) {
      const std::string_view word = tokens.Text(at);
      // A small letter is more often a unit: 5 m, 5 g, 5 t.
      constexpr std::string_view kUnits[] = {"m", "g", "t", "м", "г", "т"};
      bool unit = mark->end == at + 1 && !tokens[at].capital;
      bool listed = false;
      for (std::string_view letter : kUnits) listed |= word == letter;
      unit = unit && listed;
      if (!unit) {
        scale.factor = Number(1).Shifted(mark->value).value_or(Number(1));
        scale.end = mark->end;
        const bool stop = tokens.IsSign(scale.end, U'.') && tokens.Touches(scale.end);
        if (stop && (tokens.IsWord(scale.end + 1) || tokens[scale.end + 1].kind == LocalToken::Kind::kSign)) {
          if (!tokens[scale.end + 1].capital || word.size() > 1) ++scale.end;
        }
        return scale;
      }
    }
  }
  if (!tokens.words().numbers().MayBegin(tokens[at].folded)) return scale;
  const Joined joined = JoinWords(tokens, at, SIZE_MAX);
  if (auto found = tokens.words().numbers().ReadScale(joined.text, joined.ends)) {
    if (auto factor = Number(1).Shifted(found->exponent)) {
      scale.factor = *factor;
      scale.end = TokenAt(joined, found->end);
    }
  }
  return scale;
}

void Multiply(LocalNumber& number, const Scale& scale) {
  auto product = number.number.Times(scale.factor);
  if (!product) return;
  number.number = *product;
  number.end = scale.end;
  number.scale = scale.factor;
}

// ½, ⅓ and the like. ICU knows their values.
std::optional<Number> FractionSign(const LocalTokens& tokens, size_t at) {
  const LocalToken& token = tokens[at];
  if (token.kind != LocalToken::Kind::kSign) return std::nullopt;
  if (token.sign == U'½') return Number::FromDigits("0.5");
  if (token.sign == U'¼') return Number::FromDigits("0.25");
  if (token.sign == U'¾') return Number::FromDigits("0.75");
  constexpr std::pair<char32_t, std::pair<int, int>> kSigns[] = {
      {U'⅓', {1, 3}}, {U'⅔', {2, 3}}, {U'⅕', {1, 5}}, {U'⅖', {2, 5}}, {U'⅗', {3, 5}}, {U'⅘', {4, 5}},
      {U'⅙', {1, 6}}, {U'⅛', {1, 8}}, {U'⅜', {3, 8}}, {U'⅝', {5, 8}}, {U'⅞', {7, 8}}};
  for (const auto& [sign, parts] : kSigns) {
    if (token.sign == sign) return Number::Divide(Number(parts.first), Number(parts.second));
  }
  return std::nullopt;
}

// Reads "3/4" from `at`, which is no date.
std::optional<LocalNumber> ReadSlashed(const LocalTokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at) || !tokens.IsSign(at + 1, U'/') || !tokens.IsNumeral(at + 2)) return std::nullopt;
  if (tokens.IsSign(at + 3, U'/') || tokens.IsSign(at - 1, U'/')) return std::nullopt;
  if (!tokens.Touches(at + 1) || !tokens.Touches(at + 2)) return std::nullopt;
  if (!tokens[at].number || !tokens[at + 2].number) return std::nullopt;
  auto quotient = Number::Divide(*tokens[at].number, *tokens[at + 2].number);
  if (!quotient) return std::nullopt;
  LocalNumber reading;
  reading.number = *quotient;
  reading.end = at + 3;
  reading.fraction = true;
  return reading;
}

// Reads a fraction in words without a whole number: "drei Viertel", "half", "un tercio", "einen Viertel".
std::optional<LocalNumber> ReadFractionWords(const LocalTokens& tokens, size_t at) {
  LocalNumber reading;
  reading.fraction = reading.words = true;
  size_t next = at;
  Number numerator(1);
  bool counted = false;
  if (tokens.IsNumeral(at) && tokens[at].digits > 0) {
    numerator = Number(tokens[at].whole);
    next = at + 1;
    counted = true;
  } else if (auto words = ReadSpelled(tokens, at);
             words && !words->reading.ordinal && !words->reading.denominator) {
    numerator = words->reading.number;
    next = words->end;
    counted = true;
  }
  const bool hyphen = tokens.IsSign(next, U'-') && tokens.Touches(next);
  if (hyphen) ++next;
  if (auto half = tokens.Find(next, Sense::kHalf)) {
    if (counted && tokens.IsNumeral(at)) return std::nullopt;
    reading.number = numerator.Times(*Number::FromDigits("0.5")).value_or(Number(1));
    reading.end = half->end;
    return reading;
  }
  auto divide = [&](const Number& denominator, size_t end) -> std::optional<LocalNumber> {
    auto quotient = Number::Divide(numerator, denominator);
    if (!quotient) return std::nullopt;
    reading.number = *quotient;
    reading.end = end;
    return reading;
  };
  if (auto quarter = tokens.Find(next, Sense::kQuarter); quarter && counted)
    return divide(Number(4), quarter->end);
  auto denominator = ReadSpelled(tokens, next);
  if (!denominator) return std::nullopt;
  if (denominator->reading.denominator) return divide(denominator->reading.number, denominator->end);
  // An ordinal is a denominator after a count: "due quinti", "cinq huitièmes".
  const bool divides = denominator->reading.ordinal && counted && Number(2) < denominator->reading.number;
  return divides ? divide(denominator->reading.number, denominator->end) : std::nullopt;
}

// Reads the digits after a decimal word: "zwei Komma fünf", "tres coma catorce".
std::optional<Number> ReadDecimals(const LocalTokens& tokens, size_t at, size_t& end) {
  constexpr int kMaxDigits = 12;
  std::string digits;
  size_t next = at;
  if (tokens.IsNumeral(at) && tokens[at].digits > 0) {
    digits = std::to_string(tokens[at].whole);
    end = at + 1;
    return Number::FromDigits(std::string("0.").append(digits));
  }
  for (int i = 0; i < kMaxDigits; ++i) {
    auto words = ReadSpelled(tokens, next);
    // In "zwei Komma fünf Millionen" the scale belongs to the whole number.
    if (words && words->reading.scaled && words->end > next + 1) words = ReadSpelled(tokens, next, next + 1);
    if (!words || words->reading.ordinal || words->reading.denominator) break;
    auto digit = words->reading.number.AsSmallInteger(99'999);
    if (!digit) break;
    const bool single = *digit <= 9;
    if (!single && i > 0) break;
    digits += std::to_string(*digit);
    next = words->end;
    if (!single) break;
  }
  if (digits.empty()) return std::nullopt;
  end = next;
  return Number::FromDigits(std::string("0.").append(digits));
}

// Adds a fraction to a whole number: "fünf und drei Viertel Milliarde", "dwa i pół miliona", "2 1/4".
bool AddFraction(const LocalTokens& tokens, size_t at, LocalNumber& reading) {
  size_t next = reading.end;
  if (auto addition = tokens.Find(next, Sense::kAddition)) {
    next = addition->end;
  } else if (tokens.IsSign(next, U'-') && tokens.Touches(next)) {
    ++next;
  }
  std::optional<LocalNumber> fraction;
  if (auto sign = FractionSign(tokens, reading.end)) {
    fraction = LocalNumber{*sign, reading.end + 1};
  } else if (auto slashed = ReadSlashed(tokens, reading.end);
             slashed && !reading.words && tokens[at].digits > 0) {
    fraction = slashed;
  } else if (next != reading.end) {
    fraction = ReadFractionWords(tokens, next);
    if (!fraction) {
      if (auto value = tokens.Find(next, Sense::kValue)) {
        fraction = LocalNumber{Number::FromDigits(value->meaning->text).value_or(Number(1)), value->end};
      }
    }
  }
  if (!fraction || !(fraction->number < Number(1))) return false;
  const bool whole_scaled = !(reading.scale == Number(1));
  const Scale scale = ReadScale(tokens, fraction->end, false);
  const bool scaled = scale.end != fraction->end;
  // "six millions et deux tiers" means two thirds of a million; "un milliard et demi million" has two scales.
  auto part = whole_scaled ? fraction->number.Times(scaled ? scale.factor : reading.scale) : fraction->number;
  auto sum = part ? reading.number.Plus(*part) : std::nullopt;
  if (sum && scaled && !whole_scaled) sum = sum->Times(scale.factor);
  if (!sum) return false;
  reading.number = *sum;
  reading.end = scale.end;
  if (scaled) reading.scale = scale.factor;
  reading.one = false;
  return true;
}

// Adds what can follow a whole number or a number with decimals.
void Complete(const LocalTokens& tokens, size_t at, LocalNumber& reading) {
  if (AddFraction(tokens, at, reading)) return;
  // "zwei Komma fünf Millionen", "1 punto cinco"
  if (auto point = tokens.Find(reading.end, Sense::kPoint)) {
    size_t end = 0;
    if (auto decimals = ReadDecimals(tokens, point->end, end)) {
      if (auto sum = reading.number.Plus(*decimals)) {
        reading.number = *sum;
        reading.end = end;
        reading.one = false;
      }
    }
  }
  if (const Scale scale = ReadScale(tokens, reading.end, !reading.words); scale.end != reading.end) {
    Multiply(reading, scale);
    reading.one = false;
    AddFraction(tokens, at, reading);
  } else if (auto dozen = tokens.Find(reading.end, Sense::kDozen)) {
    Multiply(reading, {Number(dozen->value), dozen->end});
    reading.one = false;
  }
}

// Reads "cento e tre quarti", in which the last count belongs to the fraction.
std::optional<LocalNumber> ReadWholeAndFraction(const LocalTokens& tokens, size_t at, size_t end) {
  for (size_t next = at + 1; next < end; ++next) {
    if (!tokens.Is(next, Sense::kAddition)) continue;
    auto whole = ReadSpelled(tokens, at, next);
    if (!whole || whole->end != next || whole->reading.ordinal || whole->reading.denominator) continue;
    LocalNumber reading;
    reading.number = whole->reading.number;
    reading.end = whole->end;
    reading.words = true;
    reading.scale = whole->reading.last_scale;
    if (AddFraction(tokens, at, reading)) return reading;
  }
  return std::nullopt;
}

std::optional<LocalNumber> ReadUnsigned(const LocalTokens& tokens, size_t at) {
  LocalNumber reading;
  if (tokens.IsNumeral(at)) {
    if (auto slashed = ReadSlashed(tokens, at)) return slashed;
    if (!tokens[at].number) return std::nullopt;
    reading.number = *tokens[at].number;
    reading.end = at + 1;
    // "1e10", "2^5"
    size_t power = at + 1;
    const bool marked = tokens.Touches(power) && (tokens.IsSign(power, U'^') || tokens[power].folded == "e");
    if (marked) {
      ++power;
      int sign = 1;
      while (tokens.IsSign(power, U'-') || tokens.IsSign(power, U'+')) {
        if (tokens.IsSign(power, U'-')) sign = -1;
        ++power;
      }
      constexpr int kMostPower = 60;
      if (tokens.IsNumeral(power) && tokens[power].digits > 0 && tokens[power].whole <= kMostPower) {
        const int exponent = sign * tokens[power].whole;
        auto result =
            tokens[at + 1].folded == "e" ? reading.number.Shifted(exponent) : reading.number.Power(exponent);
        if (result) {
          reading.number = *result;
          reading.end = power + 1;
          return reading;
        }
      }
    }
    if (auto fraction = tokens[at].digits > 0 ? ReadFractionWords(tokens, at) : std::nullopt) {
      if (!tokens.Find(at + 1, Sense::kTimeUnit)) return fraction;
    }
    Complete(tokens, at, reading);
    return reading;
  }
  if (auto sign = FractionSign(tokens, at)) {
    reading.number = *sign;
    reading.end = at + 1;
    reading.fraction = true;
    if (Scale scale = ReadScale(tokens, reading.end, false); scale.end != reading.end)
      Multiply(reading, scale);
    return reading;
  }
  if (!tokens.IsWord(at)) return std::nullopt;
  reading.words = true;
  if (auto value = tokens.Find(at, Sense::kValue)) {
    reading.number = Number::FromDigits(value->meaning->text).value_or(Number(0));
    reading.end = value->end;
    if (Scale scale = ReadScale(tokens, reading.end, false); scale.end != reading.end)
      Multiply(reading, scale);
    return reading;
  }
  if (auto fraction = ReadFractionWords(tokens, at)) {
    if (auto parts = ReadWholeAndFraction(tokens, at, fraction->end)) return parts;
    if (Scale scale = ReadScale(tokens, fraction->end, false); scale.end != fraction->end) {
      Multiply(*fraction, scale);
      fraction->fraction = false;
    } else if (auto dozen = tokens.Find(fraction->end, Sense::kDozen)) {
      Multiply(*fraction, {Number(dozen->value), dozen->end});
      fraction->fraction = false;
    }
    return fraction;
  }
  if (auto point = tokens.Find(at, Sense::kPoint);
      point && tokens.words().language() != "ru") {  // "coma cinco"
    size_t end = 0;
    auto decimals = tokens.IsWord(point->end) || tokens.IsNumeral(point->end)
                        ? ReadDecimals(tokens, point->end, end)
                        : std::nullopt;
    if (decimals) {
      reading.number = *decimals;
      reading.end = end;
      return reading;
    }
  }
  auto words = ReadSpelled(tokens, at);
  if (!words) {
    if (auto dozen = tokens.Find(at, Sense::kDozen)) {
      reading.number = Number(dozen->value);
      reading.end = dozen->end;
      reading.one = true;
      return reading;
    }
    return std::nullopt;
  }
  if (words->reading.denominator) return std::nullopt;
  reading.number = words->reading.number;
  reading.end = words->end;
  reading.ordinal = words->reading.ordinal;
  reading.one = words->reading.one;
  reading.scale = words->reading.last_scale;
  if (!reading.ordinal) Complete(tokens, at, reading);
  return reading;
}

// Divides by the second number of "uno de cada cinco", "1 uit drie", "einer von zehn".
void DivideByWhole(const LocalTokens& tokens, LocalNumber& reading) {
  if (!reading.number.IsInteger() || reading.fraction || !(reading.number < Number(1000))) return;
  auto out_of = tokens.Find(reading.end, Sense::kOutOf);
  const auto divided = tokens.Find(reading.end, Sense::kDividedBy);
  if (divided) out_of = divided;
  if (!out_of) return;
  auto whole = ReadUnsigned(tokens, out_of->end);
  if (!whole || whole->ordinal || !whole->number.IsInteger()) return;
  if (!divided && !(reading.number < whole->number)) return;
  if (tokens.Find(whole->end, Sense::kTimeUnit) || tokens.Find(whole->end, Sense::kMonth)) return;
  if (auto share = Number::Divide(reading.number, whole->number)) {
    reading.number = *share;
    reading.end = whole->end;
    reading.fraction = true;
    reading.one = false;
  }
}

}  // namespace

std::optional<SpelledWords> ReadSpelled(const LocalTokens& tokens, size_t at, size_t limit) {
  if (!tokens.IsWord(at) || tokens[at].no_number) return std::nullopt;
  const LocalToken& token = tokens[at];
  if (token.spelled && token.spelled_tokens <= limit - at)
    return SpelledWords{*token.spelled, at + token.spelled_tokens};
  const Joined joined = JoinWords(tokens, at, limit);
  auto reading = tokens.words().numbers().Read(joined.text, joined.ends);
  if (!reading) {
    token.no_number = !joined.cut;
    return std::nullopt;
  }
  SpelledWords words{*reading, TokenAt(joined, reading->end)};
  if (!joined.cut) {
    token.spelled = reading;
    token.spelled_tokens = words.end - at;
  }
  return words;
}

std::optional<LocalNumber> ReadLocalNumber(const LocalTokens& tokens, size_t at) {
  size_t first = at;
  bool negative = false;
  if (auto minus = tokens.Find(at, Sense::kMinus)) {
    negative = true;
    first = minus->end;
  } else if (tokens.IsSign(at, U'-')) {
    const bool leads = tokens[at - 1].kind == LocalToken::Kind::kBreak;
    const bool apart = !tokens.Touches(at) || tokens.IsSign(at - 1, U'(');
    if (!apart || !tokens.IsNumeral(at + 1) || (!tokens.Touches(at + 1) && !leads)) return std::nullopt;
    negative = true;
    first = at + 1;
  }
  auto reading = ReadUnsigned(tokens, first);
  if (!reading) return std::nullopt;
  DivideByWhole(tokens, *reading);
  if (negative) {
    reading->number = reading->number.Negated();
    reading->one = false;
  }
  return reading;
}

}  // namespace verbatim::text
