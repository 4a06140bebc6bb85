#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/values/numbers/number.h"
#include "text/values/values.h"

namespace verbatim::text {

// A unit that stands apart from its numbers, as in the head of a table: "NOK million", "€m", "'000 tonnes", "%".
struct UnitPhrase {
  ValueKind kind = ValueKind::kNumber;  // kNumber if there is only a scale: "thousands"
  std::string unit;                     // as in Amount
  Number factor{1};                     // by which the numbers are multiplied
};

// Returns nullopt if `phrase` as a whole names no unit, or has more than 64 bytes. Any thread.
std::optional<UnitPhrase> ReadUnitPhrase(std::string_view phrase);

// Multiplies the numbers of `amount` and gives them the unit. Returns nullopt if a product has too many digits.
std::optional<Amount> WithUnit(Amount amount, const UnitPhrase& unit);

}  // namespace verbatim::text
