#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/numbers/number.h"

namespace verbatim::text {

// A number in digits or words of any language.
struct LocalNumber {
  Number number;
  size_t end = 0;   // the token after it
  Number scale{1};  // the factor that a scale states
  bool fraction = false;
  bool ordinal = false;
  bool one = false;    // the word for one alone, which may be an article
  bool words = false;  // begins with a word, not with digits
};

// Reads the number that begins at `at`: "zweiundfünfzig", "3,5 Mio.", "½", "dwa i pół", "mil millones". Returns
// nullopt if none begins there, or if its separators can be read in two ways. Any thread.
std::optional<LocalNumber> ReadLocalNumber(const LocalTokens& tokens, size_t at);

// Reads spelled-out words alone, without fractions: also ordinals and denominators.
struct SpelledWords {
  SpelledNumbers::Reading reading;
  size_t end = 0;
};
// Reads at most up to token `limit`.
std::optional<SpelledWords> ReadSpelled(const LocalTokens& tokens, size_t at, size_t limit = SIZE_MAX);

}  // namespace verbatim::text
