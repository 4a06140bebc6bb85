#pragma once

#include <vector>

#include "text/values/times/time_reader.h"
#include "text/values/values.h"

namespace verbatim::text {

// Adds the open interval that "since 2012" or "before 2012" states to `found`. `value` has the words of the time with
// its limit. "before" and "after" leave out the time itself, but texts and claims often do not, so the interval with
// it is another possible meaning. Any thread.
void AddOpenIntervals(TypedValue value, const TimeReading& time, std::vector<TypedValue>& found);

}  // namespace verbatim::text
