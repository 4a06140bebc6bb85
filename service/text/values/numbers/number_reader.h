#pragma once

#include <cstddef>
#include <optional>

#include "text/values/numbers/number.h"
#include "text/values/numbers/number_parts.h"
#include "text/values/numbers/whole_number_reader.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

struct NumberReading {
  Number number;
  size_t end = 0;         // the token after the number
  bool fraction = false;  // stated as a fraction: "two thirds", "half", "3/4"
  bool in_words = false;  // begins with a word
  bool scaled = false;    // ends with a word that multiplies, such as million
  bool share = false;     // a fraction stated as "one in five" or "nine out of ten"
};

// Reads the cardinal, decimal or fraction, positive or negative, that begins at token `at`, in digits or
// words. Returns nullopt if none begins there. Any thread.
std::optional<NumberReading> ReadNumber(const Tokens& tokens, size_t at, Joining joining = Joining::kFull);

}  // namespace verbatim::text
