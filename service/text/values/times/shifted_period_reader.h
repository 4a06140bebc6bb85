#pragma once

#include <cstddef>
#include <optional>

#include "text/values/times/time_reader.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// Reads "last", "this", "next" or a similar word (Role::kShift) with a unit, weekday, month, season or
// duration: "last Tuesday", "next month", "the past 31 years". `published` is the day of publication. Returns
// nullopt if no such phrase begins at `at`. Any thread.
std::optional<TimeReading> ReadShiftedPeriod(const Tokens& tokens, size_t at, sys_days published);

}  // namespace verbatim::text
