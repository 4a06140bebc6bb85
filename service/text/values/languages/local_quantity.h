#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "text/values/languages/scanner.h"
#include "text/values/values.h"

namespace verbatim::text {

// A number or range with its bound and unit, and the ends of a range, which its words also state.
struct LocalQuantity {
  TypedValue value;
  std::vector<TypedValue> parts;
  size_t end = 0;
};

// Reads the quantity that begins at `at`: "mehr als 30.000", "5,2 milliards d'euros", "от 20 до 30 процентов".
// Returns nullopt if none begins there. Any thread.
std::optional<LocalQuantity> ReadLocalQuantity(const LocalTokens& tokens, size_t at);

}  // namespace verbatim::text
