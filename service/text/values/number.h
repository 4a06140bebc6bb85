#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace verbatim::text {

// A number as texts state them: exact, in decimal, of at most 38 significant digits. Only a division may
// round. Operations whose result would have more digits return nothing: such a number is none that a claim
// could rest on.
class Number {
 public:
  // Digits that a quotient is rounded to.
  static constexpr int kQuotientDigits = 15;

  constexpr Number() = default;
  constexpr explicit Number(int64_t integer) : coefficient_(integer) {}

  // `digits` with at most one full stop among them, as `30000.5` or `.25`; no sign, no separators.
  static std::optional<Number> FromDigits(std::string_view digits);

  // Rounded to kQuotientDigits, half to even. Nothing if `divisor` is 0.
  static std::optional<Number> Divide(const Number& dividend, const Number& divisor);

  std::optional<Number> Plus(const Number& other) const;
  std::optional<Number> Times(const Number& other) const;
  // Times ten to the power of `exponent`, -64 to 64.
  std::optional<Number> Shifted(int exponent) const;
  // To a power from -99 to 99, in the precision of a double.
  std::optional<Number> Power(int exponent) const;
  Number Negated() const;

  // As contract and text::IsDecimal have it: `52`, `-0.5`. At most 104 characters.
  std::string ToString() const;

  bool IsInteger() const { return exponent_ >= 0; }
  // The value if it is an integer from 0 to `most`, otherwise nothing.
  std::optional<int> AsSmallInteger(int most) const;

  friend bool operator<(const Number& a, const Number& b) { return Compare(a, b) < 0; }
  friend bool operator==(const Number& a, const Number& b) { return Compare(a, b) == 0; }

 private:
  __extension__ typedef __int128 Coefficient;
  constexpr Number(Coefficient coefficient, int exponent) : coefficient_(coefficient), exponent_(exponent) {}
  Coefficient Magnitude() const { return coefficient_ < 0 ? -coefficient_ : coefficient_; }
  static int Compare(const Number& a, const Number& b);
  // Without trailing zeros behind the decimal point.
  static Number Reduced(Coefficient coefficient, int exponent);

  Coefficient coefficient_ = 0;
  int exponent_ = 0;  // the value is coefficient * 10^exponent
};

}  // namespace verbatim::text
