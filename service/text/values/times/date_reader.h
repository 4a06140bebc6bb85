#pragma once

#include <cstddef>
#include <optional>

#include "text/values/numbers/number_reader.h"
#include "text/values/times/time_reader.h"
#include "text/values/words/tokens.h"

// Reads dates and periods that do not depend on the day of publication: days, months, years, seasons,
// decades, centuries. Each function reads from token `at` and returns nullopt if no such date or period
// begins there. Any thread may call these functions.
namespace verbatim::text {

struct CalendarNumber {
  int value = 0;
  size_t end = 0;
};

enum class YearContext {
  kDate,  // after a month, a season or "in": any number that can be a year
  kNone,  // alone: four digits, or words such as "nineteen ninety-nine"
};
std::optional<CalendarNumber> ReadYear(const Tokens& tokens, size_t at, YearContext context);

std::optional<CalendarNumber> ReadMonth(const Tokens& tokens, size_t at);
std::optional<CalendarNumber> ReadWeekday(const Tokens& tokens, size_t at);

// Reads a number from 1 to 31: "12", "12th", "twelfth", "twenty-one".
std::optional<CalendarNumber> ReadDayOfMonth(const Tokens& tokens, size_t at);

// Reads any date or period named above. A day or month may lack its year.
std::optional<TimeReading> ReadDate(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
