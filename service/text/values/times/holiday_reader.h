#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "text/values/times/calendar.h"
#include "text/values/times/time_reader.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// Reads an English name of a holiday with the year after it: "Christmas 2015", "Easter Monday of 2015", "New Year's
// Eve 2014". Without a year, a holiday of a fixed day is a day without its year, which is weak. Returns nullopt if none
// begins at `at`. Any thread.
std::optional<TimeReading> ReadHoliday(const Tokens& tokens, size_t at);

// Returns the first words of the names, in lower case. Their role is Role::kHoliday.
std::vector<std::string_view> HolidayWords();

}  // namespace verbatim::text
