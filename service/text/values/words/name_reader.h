#pragma once

#include <cstddef>
#include <optional>

#include "text/values/words/tokens.h"

namespace verbatim::text {

// Returns the end of the name that begins at `at`, or nullopt if none does. A name is a sequence of
// capitalised words and initials, with joining words such as "of" or "van": "Alexander Lukashenko", "U.S.
// State Department". "and" does not join: "Trinidad and Tobago" is two names. The first word of a sentence
// does not begin a name if sentences often begin with that word. Any thread.
std::optional<size_t> ReadName(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
