#pragma once

#include <cstddef>
#include <string_view>

#include "text/values/words/tokens.h"

namespace verbatim::text {

// Returns the power of ten of a letter after a numeral that is a unit in one place and multiplies in another:
// the m of "5m people", "\u00A35m" and "1.5 m euros" is a million, the m of "a 5m wall" a metre. `money` is
// the currency before the numeral, or empty. Returns 0 if the letter at `at` does not multiply. Any thread.
int ReadScaleLetter(const Tokens& tokens, size_t at, std::string_view money);

// Returns whether the word at `at`, which follows a number, is a noun in the plural, as in "2000 people".
bool IsCountedNoun(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
