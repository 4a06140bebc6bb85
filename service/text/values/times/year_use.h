#pragma once

#include <cstddef>
#include <cstdint>

#include "text/values/words/tokens.h"

namespace verbatim::text {

// What four digits that can be a year are in their context.
enum class YearUse : uint8_t {
  kYear,    // a year, or nothing shows what it is
  kEither,  // a noun in the plural follows that is as likely counted as dated: "2016 elections"
  kCount,   // no year: "1066 cases", "2016 metres", "Flight 1999", "2025 Main Street"
};

// Decides by the words beside the numeral at `at`. Any thread.
YearUse UseOfNumeral(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
