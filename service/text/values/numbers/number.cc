#include "text/values/numbers/number.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace verbatim::text {
namespace {

constexpr int kMaxExponent = 64;

}  // namespace

Number Number::Reduced(Coefficient coefficient, int exponent) {
  while (exponent < 0 && coefficient % 10 == 0) {
    if (coefficient == 0) return Number();
    coefficient /= 10;
    ++exponent;
  }
  return {coefficient, exponent};
}

std::optional<Number> Number::FromDigits(std::string_view digits) {
  // The first digits fit into 64 bits, where arithmetic is cheaper and cannot overflow.
  constexpr size_t kFastDigits = 18;
  int64_t fast = 0;
  int exponent = 0;
  bool fraction = false;
  for (char c : digits.substr(0, kFastDigits)) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    fast = 10 * fast + (c - '0');
    if (fraction) --exponent;
  }
  Coefficient coefficient = fast;
  for (char c : digits.substr(std::min(kFastDigits, digits.size()))) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (__builtin_mul_overflow(coefficient, 10, &coefficient) ||
        __builtin_add_overflow(coefficient, c - '0', &coefficient)) {
      return std::nullopt;
    }
    if (fraction) --exponent;
  }
  if (exponent < -kMaxExponent) return std::nullopt;
  return Reduced(coefficient, exponent);
}

std::optional<Number> Number::Divide(const Number& dividend, const Number& divisor) {
  if (divisor.coefficient_ == 0) return std::nullopt;
  const Coefficient numerator = dividend.Magnitude();
  const Coefficient denominator = divisor.Magnitude();
  const bool negative = (dividend.coefficient_ < 0) != (divisor.coefficient_ < 0);
  int exponent = dividend.exponent_ - divisor.exponent_;
  // Long division, one digit at a time, so that nothing overflows.
  constexpr Coefficient kRoom = (static_cast<Coefficient>(1) << 126) / 10;  // ten times the remainder fits
  if (denominator > kRoom) return std::nullopt;
  Coefficient quotient = numerator / denominator;
  Coefficient rest = numerator % denominator;
  Coefficient most = 1;
  for (int i = 0; i < kQuotientDigits; ++i) most *= 10;
  while (rest != 0 && quotient < most / 10 && exponent > -kMaxExponent) {
    rest *= 10;
    quotient = 10 * quotient + rest / denominator;
    rest %= denominator;
    --exponent;
  }
  if (rest != 0 && (2 * rest > denominator || (2 * rest == denominator && quotient % 2 != 0))) ++quotient;
  return Reduced(negative ? -quotient : quotient, exponent);
}

std::optional<Number> Number::Plus(const Number& other) const {
  int exponent = std::min(exponent_, other.exponent_);
  Coefficient sum = 0;
  for (const Number* addend : {this, &other}) {
    Coefficient aligned = addend->coefficient_;
    for (int i = addend->exponent_; i > exponent; --i) {
      if (__builtin_mul_overflow(aligned, 10, &aligned)) return std::nullopt;
    }
    if (__builtin_add_overflow(sum, aligned, &sum)) return std::nullopt;
  }
  return Reduced(sum, exponent);
}

std::optional<Number> Number::Times(const Number& other) const {
  Coefficient product = 0;
  if (__builtin_mul_overflow(coefficient_, other.coefficient_, &product)) return std::nullopt;
  int exponent = exponent_ + other.exponent_;
  if (std::abs(exponent) > kMaxExponent) return std::nullopt;
  return Reduced(product, exponent);
}

std::optional<Number> Number::Shifted(int exponent) const { return Times(Number(1, exponent)); }

std::optional<Number> Number::Power(int exponent) const {
  const double base = std::strtod(ToString().c_str(), nullptr);
  const double power = std::copysign(std::pow(std::abs(base), exponent), base);
  if (!std::isfinite(power) || std::abs(power) > 1e30 || std::abs(power) < 1e-30) return std::nullopt;
  char text[64];
  std::snprintf(text, sizeof text, "%.*e", kQuotientDigits - 1, std::abs(power));
  const std::string_view digits(text);
  const size_t e = digits.find('e');
  std::optional<Number> number = FromDigits(digits.substr(0, e));
  if (number) number = number->Shifted(std::atoi(text + e + 1));
  return number && power < 0 ? number->Negated() : number;
}

Number Number::Negated() const { return {-coefficient_, exponent_}; }

std::string Number::ToString() const {
  if (exponent_ == 0 && coefficient_ == static_cast<int64_t>(coefficient_)) {
    return std::to_string(static_cast<int64_t>(coefficient_));
  }
  Coefficient rest = Magnitude();
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  if (exponent_ < 0) {
    const auto places = static_cast<size_t>(-exponent_);
    if (digits.size() <= places) digits.append(places + 1 - digits.size(), '0');
    digits.insert(places, 1, '.');
  }
  if (coefficient_ < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  if (exponent_ > 0 && coefficient_ != 0) digits.append(static_cast<size_t>(exponent_), '0');
  return digits;
}

std::optional<int> Number::AsSmallInteger(int most) const {
  if (exponent_ < 0 || coefficient_ < 0) return std::nullopt;
  Coefficient value = coefficient_;
  for (int i = 0; i < exponent_ && value <= most; ++i) value *= 10;
  if (value > most) return std::nullopt;
  return static_cast<int>(value);
}

int Number::Compare(const Number& a, const Number& b) {
  auto order = [](Coefficient x, Coefficient y) { return x < y ? -1 : x > y ? 1 : 0; };
  if (a.exponent_ == b.exponent_) return order(a.coefficient_, b.coefficient_);
  if ((a.coefficient_ < 0) != (b.coefficient_ < 0)) return a.coefficient_ < 0 ? -1 : 1;
  const bool a_coarser = a.exponent_ > b.exponent_;
  Coefficient aligned = a_coarser ? a.coefficient_ : b.coefficient_;
  for (int i = std::abs(a.exponent_ - b.exponent_); i > 0; --i) {
    if (!__builtin_mul_overflow(aligned, 10, &aligned)) continue;
    // The aligned coefficient exceeds any value of the other one.
    return ((a_coarser ? a : b).coefficient_ > 0) == a_coarser ? 1 : -1;
  }
  return a_coarser ? order(aligned, b.coefficient_) : order(a.coefficient_, aligned);
}

}  // namespace verbatim::text
