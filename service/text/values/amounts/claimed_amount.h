#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/values/values.h"

namespace verbatim::text {

// A claimed amount in the form that FindValues would give it: the unit `million USD` becomes a factor and a
// currency.
struct ClaimedAmount {
  Amount amount;
  ValueKind kind = ValueKind::kNumber;
  std::string noun;  // the counted noun, if `kind` is kNumber
};
// The unit may be in English or in the language of `language`, a BCP 47 tag: "рублей". Any thread.
ClaimedAmount NormaliseClaim(const Amount& amount, std::string_view language = {});

// Returns the stated amount in the unit of the claim, or nullopt if the two cannot be compared. Any thread.
std::optional<Amount> ComparableAmount(const ClaimedAmount& claimed, const TypedValue& value);

}  // namespace verbatim::text
