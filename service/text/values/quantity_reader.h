#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "text/values/tokens.h"
#include "text/values/values.h"

namespace verbatim::text {

// A number with its bound, unit and range, and what else its words state.
struct QuantityReading {
  TypedValue value;
  std::vector<TypedValue> parts;  // ends of a range that are stated by themselves: "from 20 to 30"
  size_t end = 0;                 // the token behind it
};

// Reads the quantity that begins at `at`: "over 30,000", "between 20 and 30", "$ 16.4 million", "two thirds",
// "5 km". Nothing if none does. Any thread.
std::optional<QuantityReading> ReadQuantity(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
