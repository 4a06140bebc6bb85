#pragma once

#include "text/values/comparison.h"
#include "text/values/values.h"

namespace verbatim::text {

// Decides what one stated amount says about a claimed one, by the rules in the comment of CompareAmount.
// Compares numbers and bounds only; the caller compares the units. `fraction` is true if the text states a
// fraction, whose decimal number may be rounded. Any thread.
Verdict RelateAmounts(const Amount& claimed, const Amount& stated, bool fraction);

}  // namespace verbatim::text
