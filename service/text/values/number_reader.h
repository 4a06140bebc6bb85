#pragma once

#include <cstddef>
#include <optional>

#include "text/values/number.h"
#include "text/values/tokens.h"

// Reads numbers, in digits and in words, from a window of tokens. Each function reads from `at` on and
// returns nothing if no number begins there; `end` is the token behind it. Any thread.
namespace verbatim::text {

struct NumberReading {
  Number number;
  size_t end = 0;
  bool fraction = false;  // stated as one: "two thirds", "half", "3/4"
  bool in_words = false;  // begins with a word
  bool scaled = false;    // its last word multiplies: million
};

enum class Joining {
  kFull,       // "two hundred and six" is one number
  kWithoutAnd  // "and" ends the number: "between one hundred and two hundred"
};

// A cardinal, decimal or fraction, negative or not.
std::optional<NumberReading> ReadNumber(const Tokens& tokens, size_t at, Joining joining = Joining::kFull);

// Digits alone.
std::optional<Number> ReadNumeral(const Tokens& tokens, size_t at);

// What multiplies a number, as "million", "k" or "dozen", and in "20 to 30 million" belongs to both.
struct ScaleReading {
  Number factor{1};
  size_t end = 0;
};
ScaleReading ReadScale(const Tokens& tokens, size_t at);

struct OrdinalReading {
  int value = 0;
  size_t end = 0;
};
// An ordinal up to the hundreds: "third", "21st", "twenty-first".
std::optional<OrdinalReading> ReadOrdinal(const Tokens& tokens, size_t at);

// A cardinal below one hundred in words: "twenty-one".
std::optional<OrdinalReading> ReadSmallWords(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
