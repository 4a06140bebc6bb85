#pragma once

#include <cstddef>
#include <optional>

#include "text/values/times/calendar.h"
#include "text/values/words/tokens.h"

// Units of time (day, week, month, ...), the periods that they name, and durations counted in them. Any
// thread may call these functions.
namespace verbatim::text {

// Returns the unit that the word at `at` names, or nullopt.
std::optional<TimeUnit> TimeUnitAt(const Tokens& tokens, size_t at);

// Returns whether the word at `at` ends with s, as the plural of a unit does.
bool IsPlural(const Tokens& tokens, size_t at);

// Returns the day, week, month or other period of kind `unit` that contains `day`, moved by `shift` such
// periods. Returns nullopt for units shorter than a day, for fortnights, and for months and longer periods
// outside the years 1 to 9999.
std::optional<Period> PeriodAround(TimeUnit unit, sys_days day, int shift);

// A counted length of time: "1 month and 21 days", "a few weeks", "a year".
struct Duration {
  int months = 0;
  int days = 0;
  TimeUnit unit = TimeUnit::kDay;  // the unit of its last part
  int count = 0;                   // the count of its last part
  bool single = true;              // has only one part
  size_t end = 0;                  // the token after it
};

// Reads the duration that begins at `at`. Returns nullopt if none begins there, if a part is in weekends or
// in a unit shorter than a day, or if its months exceed 10,000 years.
std::optional<Duration> ReadDuration(const Tokens& tokens, size_t at);

// Moves `day` into the future (`sign` 1) or the past (`sign` -1).
sys_days AddDuration(sys_days day, const Duration& duration, int sign);

}  // namespace verbatim::text
