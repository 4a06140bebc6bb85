#pragma once

#include <cstddef>

#include "text/unicode/span.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// Returns the words beside an amount that make it a decrease: "fell by" before, "lower" after. Empty if there
// are none. The amount has the tokens from `start` to before `end`. "fell to 3%" states no decrease of 3%.
// Any thread.
ByteRange FindFall(const Tokens& tokens, size_t start, size_t end);

}  // namespace verbatim::text
