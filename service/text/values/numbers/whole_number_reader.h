#pragma once

#include <cstddef>
#include <optional>

#include "text/values/numbers/number.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

enum class Joining {
  kFull,       // "two hundred and six" is one number
  kWithoutAnd  // "and" ends the number: "between one hundred and two hundred"
};

// A number without fraction words: "two hundred thousand and six", "4 thousand 3 hundred and 21", "3 dozen".
struct WholeNumberReading {
  Number number;  // not an integer if its digits have decimals: "2.5 million"
  size_t end = 0;
  bool in_words = false;  // begins with a word
  Number last_scale{1};   // scales a fraction that follows: "3 million and a half"
};

// Reads the number that begins at token `at`. Returns nullopt if none begins there. Any thread.
std::optional<WholeNumberReading> ReadWholeNumber(const Tokens& tokens, size_t at, Joining joining);

}  // namespace verbatim::text
