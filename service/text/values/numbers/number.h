#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace verbatim::text {

// An exact decimal number of at most 38 significant digits, as texts state them. Only Divide and Power round.
// An operation whose result needs more digits returns nullopt, because no claim rests on such a number.
class Number {
 public:
  // Significant digits of a rounded quotient.
  static constexpr int kQuotientDigits = 15;

  constexpr Number() = default;
  constexpr explicit Number(int64_t integer) : coefficient_(integer) {}

  // Parses ASCII digits with at most one full stop among them, such as `30000.5` or `.25`. REQUIRES: no sign
  // and no separators.
  static std::optional<Number> FromDigits(std::string_view digits);

  // Rounds to kQuotientDigits, half to even. Returns nullopt if `divisor` is 0.
  static std::optional<Number> Divide(const Number& dividend, const Number& divisor);

  std::optional<Number> Plus(const Number& other) const;
  std::optional<Number> Times(const Number& other) const;
  // Multiplies by ten to the power of `exponent`, which is -64 to 64.
  std::optional<Number> Shifted(int exponent) const;
  // Raises to a power from -99 to 99, with the precision of a double.
  std::optional<Number> Power(int exponent) const;
  Number Negated() const;

  // Returns the form that IsDecimal and the contract accept: `52`, `-0.5`. At most 104 characters.
  std::string ToString() const;

  bool IsInteger() const { return exponent_ >= 0; }
  // Returns the value if it is an integer from 0 to `most`, otherwise nullopt.
  std::optional<int> AsSmallInteger(int most) const;

  friend bool operator<(const Number& a, const Number& b) { return Compare(a, b) < 0; }
  friend bool operator==(const Number& a, const Number& b) { return Compare(a, b) == 0; }

 private:
  __extension__ typedef __int128 Coefficient;
  constexpr Number(Coefficient coefficient, int exponent) : coefficient_(coefficient), exponent_(exponent) {}
  Coefficient Magnitude() const { return coefficient_ < 0 ? -coefficient_ : coefficient_; }
  static int Compare(const Number& a, const Number& b);
  // Drops trailing zeros after the decimal point.
  static Number Reduced(Coefficient coefficient, int exponent);

  Coefficient coefficient_ = 0;
  int exponent_ = 0;  // the value is coefficient * 10^exponent
};

}  // namespace verbatim::text
