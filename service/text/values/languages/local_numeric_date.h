#pragma once

#include <cstddef>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/times/time_reader.h"

namespace verbatim::text {

// Reads a date in digits alone, the day before the month: "13.5.2015", "2016-08-12", "21/04/16", "05.2016", "15.1.".
// A day without its year is weak, unless a word before it shows that it is a day. Returns nullopt if none begins at
// `at`. Any thread.
std::optional<TimeReading> ReadNumericDate(const LocalTokens& tokens, size_t at);

}  // namespace verbatim::text
