#pragma once

#include <string_view>

namespace verbatim::text {

// Whether `value` is a date, date and time, season or interval of the Extended Date/Time Format, levels 0 and
// 1 (ISO 8601-2:2019, as published by the Library of Congress, 2019-02-04), with months, days and hours in
// their ranges and the days of the month respected (29 February in leap years only).
bool IsEdtf(std::string_view value);

}  // namespace verbatim::text
