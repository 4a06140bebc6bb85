#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "text/values/values.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// A number or range with its bound and unit, and the further values that its words state.
struct QuantityReading {
  TypedValue value;
  std::vector<TypedValue> parts;  // the ends of a range that were both true at some time: "from 20 to 30"
  size_t end = 0;                 // the token after the quantity
};

// Reads the quantity that begins at `at`: "over 30,000", "between 20 and 30", "$ 16.4 million", "two thirds",
// "5 km". Returns nullopt if none begins there. Any thread.
std::optional<QuantityReading> ReadQuantity(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
