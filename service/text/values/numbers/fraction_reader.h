#pragma once

#include <cstddef>
#include <optional>

#include "text/values/numbers/number.h"
#include "text/values/words/tokens.h"

// Reads fractions in words and in digits. Each function reads from token `at` and returns nullopt if no
// fraction begins there. In a result, `end` is the token after the fraction. Any thread may call these
// functions.
namespace verbatim::text {

struct FractionReading {
  Number number;
  size_t end = 0;
  Number scale{1};  // `number` already includes this factor: "half a million"
};

enum class FractionPlace {
  kAlone,
  kAfterWhole,  // after a whole number and "and": in "two and a half hours" a noun may follow
};
// Reads "two thirds", "a half", "half a million", "a quarter of a million", "half of one" before "percent".
std::optional<FractionReading> ReadFractionWords(const Tokens& tokens, size_t at,
                                                 FractionPlace place = FractionPlace::kAlone);

// Reads a proper fraction with a slash, alone or after a whole number: "4/5", "1 4/5".
std::optional<FractionReading> ReadSlashedFraction(const Tokens& tokens, size_t at);

// Reads one of Unicode's fraction signs, such as "½".
std::optional<Number> ReadFractionSign(const Tokens& tokens, size_t at);

// The denominator of a fraction in words: "thirds", "twenty-firsts", "hundredth".
struct DenominatorReading {
  Number number;
  size_t end = 0;
  bool plural = false;
};
std::optional<DenominatorReading> ReadDenominator(const Tokens& tokens, size_t at);

// Returns whether a word that continues the phrase occurs at `at`. Then "a third term" is not the fraction
// 1/3.
bool PhraseContinues(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
