#pragma once

#include <cstddef>
#include <optional>

#include "text/values/number_reader.h"
#include "text/values/time_reader.h"
#include "text/values/tokens.h"

// Dates and periods as a calendar names them, whatever the day of publication: days, months, years, seasons,
// decades, centuries. Each function reads from `at` on; nothing if there is no such thing. Any thread.
namespace verbatim::text {

struct CalendarNumber {
  int value = 0;
  size_t end = 0;
};

enum class YearContext {
  kDate,  // behind a month, a season, "in": any number that can be one
  kNone,  // by itself: four digits, or words as "nineteen ninety-nine"
};
std::optional<CalendarNumber> ReadYear(const Tokens& tokens, size_t at, YearContext context);

std::optional<CalendarNumber> ReadMonth(const Tokens& tokens, size_t at);
std::optional<CalendarNumber> ReadWeekday(const Tokens& tokens, size_t at);

// 1 to 31, as "12", "12th", "twelfth", "twenty-one".
std::optional<CalendarNumber> ReadDayOfMonth(const Tokens& tokens, size_t at);

// Any of them; a day or month may lack its year.
std::optional<TimeReading> ReadDate(const Tokens& tokens, size_t at);

}  // namespace verbatim::text
