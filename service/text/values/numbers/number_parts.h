#pragma once

#include <cstddef>
#include <optional>

#include "text/values/numbers/number.h"
#include "text/values/words/tokens.h"

// Reads the parts of numbers: numerals, scales, small cardinals and ordinals. Each function reads from token
// `at`. In a result, `end` is the token after the part. Any thread may call these functions.
namespace verbatim::text {

// Skips the hyphen between two parts of a number: "twenty-one".
size_t SkipHyphen(const Tokens& tokens, size_t at);

// Reads a numeral alone: one token of digits. Returns nullopt if there is none or if it is ambiguous.
std::optional<Number> ReadNumeral(const Tokens& tokens, size_t at);

// A word or mark that multiplies the number before it: "million", "k", "dozen". In "20 to 30 million" it
// multiplies both numbers. If there is none, `factor` is 1 and `end` is `at`.
struct ScaleReading {
  Number factor{1};
  size_t end = 0;
};
ScaleReading ReadScale(const Tokens& tokens, size_t at);

struct OrdinalReading {
  int value = 0;
  size_t end = 0;
};
// Reads an ordinal in words up to 99 or in digits up to 9999: "third", "21st", "twenty-first".
std::optional<OrdinalReading> ReadOrdinal(const Tokens& tokens, size_t at);

// Reads a cardinal below one hundred in words: "twenty-one".
std::optional<OrdinalReading> ReadSmallWords(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
