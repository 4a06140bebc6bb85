#pragma once

#include <span>
#include <string_view>

#include "text/values/comparison.h"
#include "text/values/values.h"

namespace verbatim::text {

// Compares one value of a claim's own text with the values of `quote`, as FindValues returned both. The text
// has no units of a statement, so it is compared with more care:
// - a count only contradicts a count of the same noun: "3 offices" and "90 offices";
// - money only contradicts money of the same currency, because a text may convert it;
// - ordinals, names, shares of no unit, and times that are limits or lack their year are not compared.
// The verdict is kUnattested for what is not compared. Any thread.
Comparison CompareTextValue(std::string_view claim, const TypedValue& value, std::string_view quote,
                            std::span<const TypedValue> stated);

}  // namespace verbatim::text
