#include "text/values/amounts/claimed_amount.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "text/values/amounts/unit_phrase.h"
#include "text/values/amounts/units.h"
#include "text/values/languages/vocabulary.h"
#include "text/values/numbers/number.h"

namespace verbatim::text {
namespace {

// Reads `value` with `unit` as a text. Returns nullopt if it does not state one exact figure.
std::optional<TypedValue> ReadClaim(const std::string& value, const std::string& unit) {
  // The sign is left out because a reader may take it for a dash.
  const bool negative = value.starts_with('-');
  const std::string digits = value.substr(negative || value.starts_with('+') ? 1 : 0);
  // A number with too many digits has no value. A stand-in figure then shows what the unit is.
  constexpr const char* kStandIn = "2";
  for (bool stands_in : {false, true}) {
    for (TypedValue& found : FindValues((stands_in ? kStandIn : digits) + " " + unit, {})) {
      if (found.figure.start != 0 || found.amount.value.empty()) continue;
      if (found.kind == ValueKind::kOrdinal || found.amount.bound != Bound::kExact) continue;
      if (stands_in && found.amount.value != kStandIn) return std::nullopt;
      if (stands_in) found.amount.value = digits;
      if (negative) found.amount.value.insert(0, 1, '-');
      return std::move(found);
    }
  }
  return std::nullopt;
}

// Reads a unit in the words of a language: "Prozent", "миллионов рублей". Returns nullopt if it is none.
std::optional<ClaimedAmount> ReadLocalUnit(const Amount& amount, std::string_view language) {
  if (VocabularyOf(language) == nullptr) return std::nullopt;
  const std::string text = std::string("2 ").append(amount.unit);
  for (const TypedValue& found : FindValues(text, {.published = {}, .language = language})) {
    if (found.figure.start != 0 || found.range.size() != text.size() || found.amount.bound != Bound::kExact)
      continue;
    auto stated = Number::FromDigits(found.amount.value);
    auto factor = stated ? Number::Divide(*stated, Number(2)) : std::nullopt;
    const bool scaled = factor && !(*factor == Number(1));
    if (!factor || (found.kind == ValueKind::kNumber && !scaled) || found.kind == ValueKind::kOrdinal)
      continue;
    ClaimedAmount claimed{amount, found.kind, ""};
    claimed.amount.unit = found.amount.unit;
    for (std::string* end : {&claimed.amount.value, &claimed.amount.upper}) {
      if (end->empty() || !scaled) continue;
      const bool negative = end->starts_with('-');
      auto number =
          Number::FromDigits(std::string_view(*end).substr(negative || end->starts_with('+') ? 1 : 0));
      auto product = number ? number->Times(*factor) : std::nullopt;
      if (!product) return std::nullopt;
      *end = (negative ? product->Negated() : *product).ToString();
    }
    return claimed;
  }
  return std::nullopt;
}

// Reads a unit that cannot follow its number: "NOK million", as tables have it.
std::optional<ClaimedAmount> ReadUnitInFront(const Amount& amount) {
  const std::string text = "2 " + amount.unit;
  const bool follows = amount.unit.find(' ') == std::string::npos ||
                       std::ranges::any_of(FindValues(text, {}), [&](const TypedValue& value) {
                         return value.range.size() == text.size();
                       });
  auto unit = follows ? std::nullopt : ReadUnitPhrase(amount.unit);
  auto scaled = unit ? WithUnit(amount, *unit) : std::nullopt;
  if (!scaled) return std::nullopt;
  return ClaimedAmount{*std::move(scaled), unit->kind, ""};
}

// Returns the amount with its decimal point moved. Returns nullopt if a number gets too many digits.
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

// Converts basis points to percentage points, or the other way. Returns nullopt for other units.
std::optional<Amount> InPointsOf(const std::string& claimed, const Amount& stated) {
  constexpr std::string_view kBasis = "basis point";
  constexpr std::string_view kPercentage = "percentage point";
  std::optional<Amount> points;
  if (stated.unit == kBasis && claimed == kPercentage) points = Shifted(stated, -2);
  if (stated.unit == kPercentage && claimed == kBasis) points = Shifted(stated, 2);
  if (points) points->unit = claimed;
  return points;
}

}  // namespace

ClaimedAmount NormaliseClaim(const Amount& amount, std::string_view language) {
  ClaimedAmount claimed{amount, ValueKind::kNumber, ""};
  if (amount.unit.empty()) return claimed;
  if (IsUnit(amount.unit)) {  // FindValues does not know some names of units: "5 kilowatt hour"
    claimed.kind = ValueKind::kMeasure;
    return claimed;
  }
  if (auto local = ReadLocalUnit(amount, language)) return *std::move(local);
  if (auto scaled = ReadUnitInFront(amount)) return *std::move(scaled);
  auto lower = ReadClaim(amount.value, amount.unit);
  if (lower) {
    claimed.kind = lower->kind;
    claimed.amount.value = lower->amount.value;
    if (claimed.kind != ValueKind::kNumber) claimed.amount.unit = lower->amount.unit;
  }
  if (!amount.upper.empty()) {
    if (auto upper = ReadClaim(amount.upper, amount.unit)) claimed.amount.upper = upper->amount.value;
  }
  if (claimed.kind == ValueKind::kNumber) claimed.noun = amount.unit.substr(amount.unit.rfind(' ') + 1);
  return claimed;
}

std::optional<Amount> ComparableAmount(const ClaimedAmount& claimed, const TypedValue& value) {
  if (value.kind == ValueKind::kTime || value.kind == ValueKind::kName) return std::nullopt;
  const bool bare = claimed.amount.unit.empty();
  switch (claimed.kind) {
    case ValueKind::kPercent:
      if (value.kind == ValueKind::kPercent && value.amount.unit == claimed.amount.unit) return value.amount;
      if (value.kind == ValueKind::kPercent) return InPointsOf(claimed.amount.unit, value.amount);
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

}  // namespace verbatim::text
