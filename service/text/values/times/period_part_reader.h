#pragma once

#include <cstddef>
#include <optional>

#include "text/values/times/time_reader.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// Reads a part of a longer period: "the third quarter of 2020", "Q3 this year", "first week of Oct", "june
// next year", "Friday next week". `published` is the day of publication; without it, only parts of dated
// periods are read. Returns nullopt if no part begins at `at`. Any thread.
std::optional<TimeReading> ReadPeriodPart(const Tokens& tokens, size_t at,
                                          const std::optional<sys_days>& published);

// Reads a date or period that can have a part: "this month", "2016", "Oct", "next year". A day or month
// without a year is dated from `published`. Returns nullopt if none begins at `at`, or if it is relative and
// `published` is unknown. Any thread.
std::optional<TimeReading> ReadDatedPeriod(const Tokens& tokens, size_t at,
                                           const std::optional<sys_days>& published);

}  // namespace verbatim::text
