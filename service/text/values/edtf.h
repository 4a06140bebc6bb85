#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace verbatim::text {

// Whether `value` is a date, date and time, season or interval of the Extended Date/Time Format, levels 0 and
// 1 (ISO 8601-2:2019, as published by the Library of Congress, 2019-02-04), with months, days and hours in
// their ranges and the days of the month respected (29 February in leap years only).
bool IsEdtf(std::string_view value);

// The days that an expression stands for, its first and last included. Qualifiers and times of day are left
// out; a season is three months as meteorology counts them in the north; X stands for any digit.
struct EdtfDays {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
  bool interval = false;    // two dates with a solidus
  bool open_start = false;  // of an interval: `first` is then the first day of year 1
  bool open_end = false;    // `last` is then the last day of year 9999
};

// Nothing for what is no EDTF of levels 0 and 1, and for years before 1 and after 9999.
std::optional<EdtfDays> DaysOf(std::string_view edtf);

}  // namespace verbatim::text
