#include "text/values/amounts/amount_relation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>

#include "text/values/numbers/decimal.h"

namespace verbatim::text {
namespace {

using enum Verdict;

bool Equal(const std::string& a, const std::string& b) { return CompareDecimals(a, b) == 0; }
bool Less(const std::string& a, const std::string& b) { return CompareDecimals(a, b) < 0; }

// Returns the significant digits of a decimal number, without zeros at either end.
std::string Significant(const std::string& value) {
  std::string digits;
  for (char c : value) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

// Returns whether `exact`, rounded to as many significant digits as `rounded` has, equals `rounded`: 31204
// rounds to 30000, and 0.667 to 0.67. Doubles are precise enough for a rounded figure.
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

// Returns whether "about `rough`" may mean `exact`: `exact` rounds to it, or differs by at most 5%, as 53
// does from "around 52".
bool MayBeAbout(const std::string& exact, const std::string& rough) {
  constexpr double kShare = 0.05;
  const double value = std::strtod(exact.c_str(), nullptr);
  const double goal = std::strtod(rough.c_str(), nullptr);
  return RoundsTo(exact, rough) || std::abs(value - goal) <= kShare * std::abs(goal);
}

// Returns whether an exact figure satisfies the claimed amount. If the figure is `inexact`, such as the
// quotient of a fraction, rounding may make it equal.
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

// Returns whether every number of `low` is below every number of `high`.
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

}  // namespace

Verdict RelateAmounts(const Amount& claimed, const Amount& stated, bool fraction) {
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
  const Interval allowed = IntervalOf(claimed);
  const Interval given = IntervalOf(stated);
  if (Below(allowed, given) || Below(given, allowed)) return kContradicted;
  // Two bounds on the same side disagree if their figures differ.
  const bool same_side = (IsLowerBound(claimed.bound) && IsLowerBound(stated.bound)) ||
                         (IsUpperBound(claimed.bound) && IsUpperBound(stated.bound));
  if (same_side && !same_value) return kContradicted;
  return Within(given, allowed) ? kAttested : kUnattested;
}

}  // namespace verbatim::text
