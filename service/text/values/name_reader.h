#pragma once

#include <cstddef>
#include <optional>

#include "text/values/tokens.h"

namespace verbatim::text {

// The end of the name that begins at `at`: capitalised words, initials among them, with the small words that
// join them, as "Alexander Lukashenko", "U.S. State Department", "Trinidad and Tobago" without its "and". A
// word that begins a sentence is one only if it is none that often does. Any thread.
std::optional<size_t> ReadName(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
