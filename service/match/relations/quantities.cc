#include "match/relations/quantities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace verbatim::match {
namespace {

using text::TypedValue;
using text::ValueKind;

constexpr auto kDays = std::to_array<std::pair<std::string_view, double>>({
    {"second", 1.0 / 86'400},
    {"minute", 1.0 / 1'440},
    {"hour", 1.0 / 24},
    {"day", 1},
    {"week", 7},
    {"fortnight", 14},
    {"month", 30.4375},
    {"year", 365.25},
    {"decade", 3652.5},
    {"century", 36'525},
});

// Returns the text after a value, without white space and hyphens at its start.
absl::string_view After(std::string_view text, const TypedValue& value) {
  absl::string_view rest(text.data() + value.range.end, text.size() - value.range.end);
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '-')) rest.remove_prefix(1);
  return rest;
}

bool Follows(absl::string_view rest, std::initializer_list<absl::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](absl::string_view word) { return absl::StartsWithIgnoreCase(rest, word); });
}

Quantity QuantityOf(std::string_view text, const TypedValue& value) {
  const double number = std::strtod(value.amount.value.c_str(), nullptr);
  if (value.amount.unit == "percentage point") return {Dimension::kPoints, number};
  if (value.amount.unit == "basis point") return {Dimension::kPoints, number / 100};
  if (value.kind == ValueKind::kPercent) return {Dimension::kShare, number / 100};
  const absl::string_view rest = After(text, value);
  if (value.kind == ValueKind::kNumber) {
    if (Follows(rest, {"basis point"})) return {Dimension::kPoints, number / 100};
    if (Follows(rest, {"percentage point", "a percentage point", "of a percentage point", "percent point"})) {
      return {Dimension::kPoints, number};
    }
    if (value.fraction) return {Dimension::kShare, number};
  }
  for (const auto& [unit, days] : kDays) {
    if (value.amount.unit == unit) return {Dimension::kDays, number * days};
  }
  return {};
}

// Returns whether two numbers are "one in five", "four out of ten" or "three of four".
bool IsShareOf(std::string_view text, const TypedValue& part, const TypedValue& whole) {
  if (part.kind != ValueKind::kNumber || whole.kind != ValueKind::kNumber ||
      part.range.end > whole.range.start)
    return false;
  const std::string_view between = text.substr(part.range.end, whole.range.start - part.range.end);
  return between == " in " || between == " out of " || between == " in every ";
}

}  // namespace

std::vector<Quantity> QuantitiesOf(std::string_view text, std::span<const TypedValue> values) {
  std::vector<Quantity> quantities;
  quantities.reserve(values.size());
  for (const TypedValue& value : values) quantities.push_back(QuantityOf(text, value));
  for (size_t i = 0; i + 1 < values.size(); ++i) {
    if (!IsShareOf(text, values[i], values[i + 1])) continue;
    const double whole = std::strtod(values[i + 1].amount.value.c_str(), nullptr);
    if (whole <= 1) continue;
    const Quantity share = {Dimension::kShare, std::strtod(values[i].amount.value.c_str(), nullptr) / whole};
    quantities[i] = quantities[i + 1] = share;
  }
  return quantities;
}

bool AreEqual(const Quantity& a, const Quantity& b, Sign sign) {
  if (a.dimension == Dimension::kOther || a.dimension != b.dimension) return false;
  const double other = sign == Sign::kOpposite ? -b.number : b.number;
  return std::abs(a.number - other) <= 1e-6 * std::max(std::abs(a.number), std::abs(other));
}

}  // namespace verbatim::match
