#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "text/values/numbers/number_reader.h"
#include "text/values/values.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// A number with its unit, but without its bound.
struct AmountReading {
  Number number;
  Number scale{1};          // the factor in `number` that a scale states: 10^6 in "30 million", "£30m"
  size_t end = 0;           // the token after the amount
  size_t figure_start = 0;  // the tokens of the number alone
  size_t figure_end = 0;
  std::string unit;
  ValueKind kind = ValueKind::kNumber;
  bool fraction = false;
  bool share = false;  // NumberReading::share
  Reading reading = Reading::kStated;
  bool sign_before = false;  // a currency sign precedes the number: "£20"
};

// Reads a number with its unit, which may precede or follow it. If the number is the upper end of a range,
// `lower` is the lower end, otherwise nullptr. Returns nullopt if no amount begins at `at`. Any thread.
std::optional<AmountReading> ReadAmount(const Tokens& tokens, size_t at, Joining joining,
                                        const AmountReading* lower = nullptr);

// Multiplies the number of `amount`, unless the product has too many digits.
void Multiply(AmountReading& amount, const Number& factor);

}  // namespace verbatim::text
