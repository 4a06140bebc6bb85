#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "text/values/numbers/number.h"
#include "text/values/values.h"
#include "text/values/words/tokens.h"

// Reads units: currencies, percent and units of measure. Each function reads from token `at` and returns
// nullopt if no unit begins there. Any thread may call these functions.
namespace verbatim::text {

struct UnitReading {
  ValueKind kind = ValueKind::kNumber;
  std::string unit;
  size_t end = 0;    // the token after the unit
  Number factor{1};  // 10^6 in MEUR and "75 USD million"
};

// Reads the longest currency name: "us dollars", "yen", "USD", "u.s. dollars".
std::optional<UnitReading> ReadCurrencyName(const Tokens& tokens, size_t at);

// Reads a currency sign with its letters: "$", "US$", "C $", "CAD$".
std::optional<UnitReading> ReadCurrencySign(const Tokens& tokens, size_t at);

// Reads a currency before its number: "Rs.", "KSh", the R of "R500 million".
std::optional<UnitReading> ReadCurrencyPrefix(const Tokens& tokens, size_t at);

// Reads "%", "percent", "per cent", "percentage points", "pp", "basis points" and "bps".
std::optional<UnitReading> ReadPercent(const Tokens& tokens, size_t at);

// Reads any unit that follows a number.
std::optional<UnitReading> ReadUnit(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
