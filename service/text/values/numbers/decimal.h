#pragma once

#include <compare>
#include <string_view>

namespace verbatim::text {

// Returns whether `value` is a decimal number: an optional sign, one or more digits, and optionally a full
// stop with one or more digits. ASCII only; no exponent, no separators.
bool IsDecimal(std::string_view value);

// Compares two decimal numbers of any length exactly, by value: 1.50 equals 1.5, and -0 equals 0. Both must
// satisfy IsDecimal.
std::strong_ordering CompareDecimals(std::string_view a, std::string_view b);

}  // namespace verbatim::text
