#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/values/values.h"

// Values that are stated in different ways, in one unit. Any thread.
namespace verbatim::match {

enum class Dimension : uint8_t {
  kOther,   // compared by text/values alone
  kShare,   // of 1: 20 percent, a fifth, one in five
  kPoints,  // percentage points: 25 basis points are 0.25
  kDays,    // durations
};

struct Quantity {
  Dimension dimension = Dimension::kOther;
  double number = 0;
};

// Returns the quantity of each value. For "one in five", both numbers have the quantity of the whole.
std::vector<Quantity> QuantitiesOf(std::string_view text, std::span<const text::TypedValue> values);

// Returns whether two values state the same quantity. `opposite_sign` also accepts -0.2 for 0.2.
enum class Sign : uint8_t { kSame, kOpposite };
bool AreEqual(const Quantity& a, const Quantity& b, Sign sign = Sign::kSame);

}  // namespace verbatim::match
