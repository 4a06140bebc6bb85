#include "text/values/comparison.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "text/unicode/fold.h"
#include "text/values/decimal.h"
#include "text/values/edtf.h"
#include "text/values/number.h"
#include "text/values/units.h"

namespace verbatim::text {
namespace {

using enum Verdict;

bool Equal(const std::string& a, const std::string& b) { return CompareDecimals(a, b) == 0; }
bool Less(const std::string& a, const std::string& b) { return CompareDecimals(a, b) < 0; }

bool IsLower(Bound bound) { return bound == Bound::kAtLeast || bound == Bound::kMoreThan; }
bool IsUpper(Bound bound) { return bound == Bound::kAtMost || bound == Bound::kLessThan; }

// The significant digits of a decimal number, without zeros at either end.
std::string Significant(const std::string& value) {
  std::string digits;
  for (char c : value) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

// Whether `exact`, rounded to as many significant digits as `rounded` has, equals `rounded`: 31204 rounds to
// 30000, and 0.667 to 0.67. Doubles are precise enough for a rounded figure.
bool RoundsTo(const std::string& exact, const std::string& rounded) {
  if (Equal(exact, rounded)) return true;
  const size_t digits = std::max<size_t>(1, Significant(rounded).size());
  if (digits > 15) return false;
  const double value = std::strtod(exact.c_str(), nullptr);
  const double goal = std::strtod(rounded.c_str(), nullptr);
  if (value == 0 || goal == 0) return false;
  const double scale = std::pow(10, std::floor(std::log10(std::abs(goal))) - static_cast<double>(digits - 1));
  return std::abs(value - goal) <= scale / 2 * (1 + 1e-9);
}

// Whether "about `rough`" may mean `exact`: `exact` rounds to it, or differs by at most 5%, as 53 does from
// "around 52".
bool MayBeAbout(const std::string& exact, const std::string& rough) {
  constexpr double kShare = 0.05;
  const double value = std::strtod(exact.c_str(), nullptr);
  const double goal = std::strtod(rough.c_str(), nullptr);
  return RoundsTo(exact, rough) || std::abs(value - goal) <= kShare * std::abs(goal);
}

// Whether an exact figure satisfies the claimed amount. If the figure is `inexact`, such as the quotient of a
// fraction, rounding may make it equal.
bool Satisfies(const std::string& value, const Amount& claimed, bool inexact) {
  switch (claimed.bound) {
    case Bound::kExact:
      return Equal(value, claimed.value) ||
             (inexact && Significant(claimed.value).size() > 1 && RoundsTo(value, claimed.value));
    case Bound::kAbout:
      return RoundsTo(value, claimed.value);
    case Bound::kAtLeast:
      return !Less(value, claimed.value);
    case Bound::kMoreThan:
      return Less(claimed.value, value);
    case Bound::kAtMost:
      return !Less(claimed.value, value);
    case Bound::kLessThan:
      return Less(value, claimed.value);
    case Bound::kRange:
      return !Less(value, claimed.value) && !Less(claimed.upper, value);
  }
  return false;
}

// The interval of the numbers that an amount allows. An end that is nullopt is unbounded.
struct Interval {
  std::optional<std::string> least;
  std::optional<std::string> most;
  bool least_included = true;
  bool most_included = true;
};
Interval IntervalOf(const Amount& amount) {
  switch (amount.bound) {
    case Bound::kAtLeast:
    case Bound::kMoreThan:
      return {amount.value, std::nullopt, amount.bound == Bound::kAtLeast, true};
    case Bound::kAtMost:
    case Bound::kLessThan:
      return {std::nullopt, amount.value, true, amount.bound == Bound::kAtMost};
    case Bound::kRange:
      return {amount.value, amount.upper};
    case Bound::kExact:
    case Bound::kAbout:
      break;
  }
  return {amount.value, amount.value};
}

// Whether every number of `low` is below every number of `high`.
bool Below(const Interval& low, const Interval& high) {
  if (!low.most || !high.least) return false;
  if (Less(*low.most, *high.least)) return true;
  return Equal(*low.most, *high.least) && !(low.most_included && high.least_included);
}

bool Within(const Interval& inner, const Interval& outer) {
  auto covers_least = [&] {
    if (!outer.least) return true;
    if (!inner.least) return false;
    return Less(*outer.least, *inner.least) ||
           (Equal(*outer.least, *inner.least) && (outer.least_included || !inner.least_included));
  };
  auto covers_most = [&] {
    if (!outer.most) return true;
    if (!inner.most) return false;
    return Less(*inner.most, *outer.most) ||
           (Equal(*inner.most, *outer.most) && (outer.most_included || !inner.most_included));
  };
  return covers_least() && covers_most();
}

Verdict Relate(const Amount& claimed, const Amount& stated, bool fraction) {
  if (stated.bound == Bound::kExact)
    return Satisfies(stated.value, claimed, fraction) ? kAttested : kContradicted;
  const bool same_value = Equal(claimed.value, stated.value);
  if (stated.bound == Bound::kAbout) {
    if (claimed.bound == Bound::kAbout) return same_value ? kAttested : kContradicted;
    if (claimed.bound == Bound::kExact && MayBeAbout(claimed.value, stated.value)) return kUnattested;
    return same_value || Satisfies(stated.value, claimed, false) ? kUnattested : kContradicted;
  }
  if (claimed.bound == stated.bound) {
    return same_value && (stated.bound != Bound::kRange || Equal(claimed.upper, stated.upper))
               ? kAttested
               : kContradicted;
  }
  // "about 30,000" is vaguer than "over 30,000", but does not disagree with it.
  if (claimed.bound == Bound::kAbout && same_value) return kUnattested;
  const Interval wide = IntervalOf(claimed);
  const Interval said = IntervalOf(stated);
  if (Below(wide, said) || Below(said, wide)) return kContradicted;
  // Two bounds on the same side disagree if their figures differ.
  const bool same_side =
      (IsLower(claimed.bound) && IsLower(stated.bound)) || (IsUpper(claimed.bound) && IsUpper(stated.bound));
  if (same_side && !same_value) return kContradicted;
  return Within(said, wide) ? kAttested : kUnattested;
}

// A claimed amount in the form that FindValues would give it: the unit `million USD` becomes a factor and a
// currency.
struct Claimed {
  Amount amount;
  ValueKind kind = ValueKind::kNumber;
  std::string noun;  // the counted noun
};
Claimed Normalise(const Amount& amount) {
  Claimed claimed{amount, ValueKind::kNumber, ""};
  auto read = [&](const std::string& value) -> std::optional<TypedValue> {
    // The sign is left out because a reader may take it for a dash.
    const bool negative = value.starts_with('-');
    const std::string digits = value.substr(negative || value.starts_with('+') ? 1 : 0);
    // A number with too many digits has no value. A stand-in figure then shows what the unit is.
    constexpr const char* kStandIn = "2";
    for (bool stands_in : {false, true}) {
      for (TypedValue& found : FindValues((stands_in ? kStandIn : digits) + " " + amount.unit, {})) {
        if (found.figure.start != 0 || found.amount.value.empty()) continue;
        if (found.kind == ValueKind::kOrdinal || found.amount.bound != Bound::kExact) continue;
        if (stands_in && found.amount.value != kStandIn) return std::nullopt;
        if (stands_in) found.amount.value = digits;
        if (negative) found.amount.value.insert(0, 1, '-');
        return std::move(found);
      }
    }
    return std::nullopt;
  };
  if (amount.unit.empty()) return claimed;
  if (IsUnit(amount.unit)) {  // FindValues does not know some names of units: "5 kilowatt hour"
    claimed.kind = ValueKind::kMeasure;
    return claimed;
  }
  auto lower = read(amount.value);
  if (lower) {
    claimed.kind = lower->kind;
    claimed.amount.value = lower->amount.value;
    if (claimed.kind != ValueKind::kNumber) claimed.amount.unit = lower->amount.unit;
  }
  if (!amount.upper.empty()) {
    if (auto upper = read(amount.upper)) claimed.amount.upper = upper->amount.value;
  }
  if (claimed.kind == ValueKind::kNumber) claimed.noun = amount.unit.substr(amount.unit.rfind(' ') + 1);
  return claimed;
}

// The amount with its decimal point moved. Returns nullopt if a number gets too many digits.
std::optional<Amount> Shifted(Amount amount, int places) {
  for (std::string* end : {&amount.value, &amount.upper}) {
    if (end->empty()) continue;
    auto number = Number::FromDigits(*end);
    auto shifted = number ? number->Shifted(places) : std::nullopt;
    if (!shifted) return std::nullopt;
    *end = shifted->ToString();
  }
  return amount;
}

// Converts stated money to the claimed unit if one unit is a hundredth of the other. Returns nullopt if the
// two are cents and a currency that does not have them.
std::optional<Amount> InMoneyOf(const std::string& claimed, const Amount& stated) {
  auto is_part = [](std::string_view unit) { return unit == "cent" || unit == "penny"; };
  if (is_part(claimed) == is_part(stated.unit)) return stated;
  std::optional<Amount> money;
  if (IsHundredth(stated.unit, claimed)) money = Shifted(stated, -2);
  if (IsHundredth(claimed, stated.unit)) money = Shifted(stated, 2);
  if (money) money->unit = claimed;
  return money;
}

// The stated amount in the unit of the claim, or nullopt if the two cannot be compared.
std::optional<Amount> Comparable(const Claimed& claimed, const TypedValue& value) {
  if (value.kind == ValueKind::kTime || value.kind == ValueKind::kName) return std::nullopt;
  const bool bare = claimed.amount.unit.empty();
  switch (claimed.kind) {
    case ValueKind::kPercent:
      if (value.kind == ValueKind::kPercent && value.amount.unit == claimed.amount.unit) return value.amount;
      if (value.kind == ValueKind::kNumber && value.fraction && claimed.amount.unit == "%") {
        return Shifted(value.amount, 2);  // fits: a fraction has at most 15 digits
      }
      return std::nullopt;
    case ValueKind::kCurrency:
      if (value.kind == ValueKind::kCurrency) return InMoneyOf(claimed.amount.unit, value.amount);
      return std::nullopt;
    case ValueKind::kMeasure:
      if (value.kind == ValueKind::kMeasure && value.amount.unit == claimed.amount.unit) return value.amount;
      return std::nullopt;
    default:
      break;
  }
  if (bare || value.kind == ValueKind::kNumber || value.kind == ValueKind::kOrdinal) return value.amount;
  return std::nullopt;
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// The part that the singular and plural of a noun share: prisoner, prisoners; country, countries.
std::string_view Stem(std::string_view word) {
  if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3);
  if (word.size() > 4 && word.ends_with("es")) return word.substr(0, word.size() - 2);
  if (word.size() > 3 && (word.ends_with('s') || word.ends_with('y') || word.ends_with('e'))) {
    return word.substr(0, word.size() - 1);
  }
  return word;
}

bool EqualWithoutCase(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Whether the noun is among the few words after a figure.
bool Counts(std::string_view quote, const TypedValue& value, std::string_view noun) {
  if (noun.empty()) return false;
  constexpr size_t kBytesBehind = 64;
  constexpr int kWordsBehind = 5;
  std::string_view behind = quote.substr(value.range.end, kBytesBehind);
  int words = 0;
  for (size_t at = 0; at < behind.size() && words < kWordsBehind;) {
    if (!IsLetter(behind[at])) {
      // Anything but a space or hyphen begins another figure or clause.
      if (behind[at] != ' ' && behind[at] != '-') return false;
      ++at;
      continue;
    }
    size_t end = at;
    while (end < behind.size() && IsLetter(behind[end])) ++end;
    if (EqualWithoutCase(Stem(behind.substr(at, end - at)), Stem(noun))) return true;
    at = end;
    ++words;
  }
  return false;
}

// The distance between two figures: the logarithm of their ratio.
double Distance(const Amount& a, const Amount& b) {
  const double x = std::abs(std::strtod(a.value.c_str(), nullptr)) + 1;
  const double y = std::abs(std::strtod(b.value.c_str(), nullptr)) + 1;
  return std::abs(std::log(x / y));
}

// Whether the value is "one" or "two" in words: "the two countries" rarely contradicts another figure.
bool IsIncidental(std::string_view quote, const TypedValue& value) {
  std::string_view words = quote.substr(value.figure.start, value.figure.size());
  return value.kind == ValueKind::kNumber &&
         (words == "one" || words == "two" || words == "One" || words == "Two");
}

Verdict RelateDays(const EdtfDays& claimed, const EdtfDays& stated) {
  if (claimed.first == stated.first && claimed.last == stated.last) return kAttested;
  const bool apart = claimed.last < stated.first || stated.last < claimed.first;
  if (claimed.interval) return stated.interval || apart ? kContradicted : kUnattested;
  if (claimed.first <= stated.first && stated.last <= claimed.last) return kAttested;
  return apart ? kContradicted : kUnattested;
}

// Relates a claimed time to a stated day or month without a year, such as XXXX-09-12.
Verdict RelateYearless(std::string_view claimed, std::string_view stated) {
  constexpr size_t kYear = 5;  // the length of a year with its hyphen
  // Years of other lengths have their months at another offset.
  if (claimed.starts_with('-') || claimed.starts_with('Y')) return kUnattested;
  claimed = claimed.substr(0, claimed.find_first_of("?~%T"));
  if (claimed.size() <= kYear || claimed.find('/') != std::string_view::npos) return kUnattested;
  if (claimed[kYear] == '2') return kUnattested;  // a season
  for (size_t i = kYear; i < std::min(claimed.size(), stated.size()); ++i) {
    if (claimed[i] != 'X' && claimed[i] != stated[i]) return kContradicted;
  }
  return kUnattested;
}

double DaysApart(const EdtfDays& a, const std::optional<EdtfDays>& b) {
  if (!b) return 1e9;
  return std::abs(static_cast<double>((a.first - b->first).count())) +
         std::abs(static_cast<double>((a.last - b->last).count()));
}

// Attests a claimed period whose two ends are stated separately. Takes the first value that states each end.
std::optional<Comparison> FindEnds(std::string_view claimed, std::span<const TypedValue> stated) {
  const size_t slash = claimed.find('/');
  auto start = DaysOf(claimed.substr(0, slash));
  auto end = DaysOf(claimed.substr(slash + 1));
  if (!start || !end) return std::nullopt;
  auto find = [&](const EdtfDays& days) -> const TypedValue* {
    for (const TypedValue& value : stated) {
      auto other = value.kind == ValueKind::kTime ? DaysOf(value.edtf) : std::nullopt;
      if (other && !other->interval && other->first == days.first && other->last == days.last) return &value;
    }
    return nullptr;
  };
  const TypedValue* first = find(*start);
  const TypedValue* last = find(*end);
  if (first == nullptr || last == nullptr || last->range.start < first->range.start) return std::nullopt;
  return Comparison{kAttested, {first->range.start, last->range.end}, first};
}

}  // namespace

Comparison CompareAmount(const Amount& amount, std::string_view quote, std::span<const TypedValue> stated) {
  const Claimed claimed = Normalise(amount);
  const TypedValue* attesting = nullptr;
  const TypedValue* contradicting = nullptr;
  double attesting_rank = 0;
  double contradicting_rank = 0;
  bool unattested = false;
  for (const TypedValue& value : stated) {
    auto comparable = Comparable(claimed, value);
    if (!comparable) continue;
    Verdict verdict = Relate(claimed.amount, *comparable, value.fraction);
    const bool other_money = claimed.kind == ValueKind::kCurrency && value.kind == ValueKind::kCurrency &&
                             !MayBeSameCurrency(claimed.amount.unit, comparable->unit);
    if (other_money) verdict = kContradicted;
    const bool counts = Counts(quote, value, claimed.noun);
    const bool firm = value.reading == Reading::kStated && value.kind != ValueKind::kOrdinal;
    if (verdict == kAttested) {
      const double rank = (counts ? 2 : 0) + (firm ? 1 : 0);
      if (attesting == nullptr || rank > attesting_rank) {
        attesting = &value;
        attesting_rank = rank;
      }
    } else if (verdict == kUnattested) {
      unattested |= firm;
    } else if (firm && (counts || !IsIncidental(quote, value))) {
      constexpr double kFar = 1e6;  // exceeds any distance
      const double rank = (counts ? kFar : 0) - Distance(claimed.amount, *comparable);
      if (contradicting == nullptr || rank > contradicting_rank) {
        contradicting = &value;
        contradicting_rank = rank;
      }
    }
  }
  if (attesting != nullptr) return {kAttested, attesting->range, attesting};
  if (unattested || contradicting == nullptr) return {};
  return {kContradicted, contradicting->range, contradicting};
}

Comparison CompareTime(std::string_view edtf, std::span<const TypedValue> stated) {
  std::optional<EdtfDays> claimed = DaysOf(edtf);
  // An open interval ("since 2012") has one known end, which is compared with stated dates.
  const bool open = claimed && claimed->interval && (claimed->open_start || claimed->open_end);
  std::optional<EdtfDays> known_end;
  if (open)
    known_end = DaysOf(claimed->open_end ? edtf.substr(0, edtf.find('/')) : edtf.substr(edtf.find('/') + 1));
  const TypedValue* contradicting = nullptr;
  double nearest = 0;
  bool unattested = false;
  const TypedValue* attesting = nullptr;
  for (const TypedValue& value : stated) {
    if (value.kind != ValueKind::kTime) continue;
    Verdict verdict = kUnattested;
    if (value.edtf == edtf) {
      verdict = kAttested;
    } else if (value.edtf.starts_with("XXXX")) {
      verdict = RelateYearless(edtf, value.edtf);
    } else if (auto days = DaysOf(value.edtf); days && claimed) {
      verdict = RelateDays(open && !days->interval && known_end ? *known_end : *claimed, *days);
      // A date within the interval does not attest that the interval is open.
      if (open && verdict == kAttested && !(days->interval && days->open_end == claimed->open_end))
        verdict = kUnattested;
    }
    if (verdict == kAttested) {
      if (attesting == nullptr ||
          (attesting->reading != Reading::kStated && value.reading == Reading::kStated))
        attesting = &value;
    } else if (value.reading == Reading::kStated && verdict == kContradicted) {
      const double apart = claimed ? DaysApart(*claimed, DaysOf(value.edtf)) : 0;
      if (contradicting == nullptr || apart < nearest) {
        contradicting = &value;
        nearest = apart;
      }
    } else if (value.reading == Reading::kStated) {
      unattested = true;
    }
  }
  if (attesting != nullptr) return {kAttested, attesting->range, attesting};
  if (claimed && claimed->interval) {
    if (auto ends = FindEnds(edtf, stated)) return *ends;
  }
  if (unattested || contradicting == nullptr) return {};
  return {kContradicted, contradicting->range, contradicting};
}

std::optional<ByteRange> FindWords(std::string_view quote, std::string_view words) {
  const FoldedText text(quote);
  const FoldedText folded(words);
  std::u32string_view whole = text.code_points();
  std::u32string_view part = folded.code_points();
  if (part.empty()) return std::nullopt;
  auto is_word = [&](size_t at) { return at < whole.size() && u_isalnum(static_cast<UChar32>(whole[at])); };
  for (size_t at = whole.find(part); at != std::u32string_view::npos; at = whole.find(part, at + 1)) {
    const size_t end = at + part.size();
    const bool starts = at == 0 || !is_word(at - 1) || !is_word(at);
    const bool ends = !is_word(end) || !is_word(end - 1);
    if (starts && ends) return text.SourceOf(at, end);
  }
  return std::nullopt;
}

}  // namespace verbatim::text
