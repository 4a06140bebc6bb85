#pragma once

#include <cstddef>
#include <optional>

#include "text/values/number.h"
#include "text/values/tokens.h"

// Reads numbers in digits and in words. Each function reads from token `at` and returns nullopt if no number
// begins there. In a result, `end` is the token after the number. Any thread may call these functions.
namespace verbatim::text {

struct NumberReading {
  Number number;
  size_t end = 0;
  bool fraction = false;  // stated as a fraction: "two thirds", "half", "3/4"
  bool in_words = false;  // begins with a word
  bool scaled = false;    // ends with a word that multiplies, such as million
};

enum class Joining {
  kFull,       // "two hundred and six" is one number
  kWithoutAnd  // "and" ends the number: "between one hundred and two hundred"
};

// A cardinal, decimal or fraction, negative or not.
std::optional<NumberReading> ReadNumber(const Tokens& tokens, size_t at, Joining joining = Joining::kFull);

// A numeral alone: one token of digits.
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
// An ordinal up to the hundreds: "third", "21st", "twenty-first".
std::optional<OrdinalReading> ReadOrdinal(const Tokens& tokens, size_t at);

// A cardinal below one hundred in words: "twenty-one".
std::optional<OrdinalReading> ReadSmallWords(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
