#pragma once

#include <cstddef>
#include <optional>

#include "text/values/values.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

struct BoundReading {
  Bound bound = Bound::kExact;
  size_t end = 0;  // the token after the bound
};

// Reads the bound before a number: "over", "no less than", ">=". Returns nullopt if none begins at `at`. Any
// thread.
std::optional<BoundReading> ReadBoundBefore(const Tokens& tokens, size_t at);

// Reads the bound after a number: "or more", "and above", "+". `before` is the bound that precedes the
// number. If none begins at `at`, returns `before` and `at`. Any thread.
BoundReading ReadBoundAfter(const Tokens& tokens, size_t at, Bound before);

// Reads the bound after the counted noun at `at`: "52 people or more", "52 people at most". Otherwise as
// ReadBoundAfter. Any thread.
BoundReading ReadBoundAfterNoun(const Tokens& tokens, size_t at, Bound before);

}  // namespace verbatim::text
