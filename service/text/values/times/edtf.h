#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace verbatim::text {

// Returns whether `value` is a date, date and time, season or interval of the Extended Date/Time Format,
// levels 0 and 1 (ISO 8601-2:2019, as published by the Library of Congress, 2019-02-04). Months, days and
// hours must be in range, and days must exist in their month (29 February only in leap years).
bool IsEdtf(std::string_view value);

// The days that an expression covers, first and last included. Qualifiers and times of day are ignored. A
// season is three months, as meteorology counts them in the northern hemisphere. X stands for any digit.
struct EdtfDays {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
  bool interval = false;    // two dates separated by a solidus
  bool open_start = false;  // interval without a start: `first` is the first day of year -9999
  bool open_end = false;    // interval without an end: `last` is the last day of year 9999
};

// Returns nothing if `edtf` does not satisfy IsEdtf, and for years of more than four digits.
std::optional<EdtfDays> DaysOf(std::string_view edtf);

}  // namespace verbatim::text
