#pragma once

#include <cstddef>
#include <optional>

#include "text/values/times/time_reader.h"
#include "text/values/words/tokens.h"

namespace verbatim::text {

// Reads the date or period that begins at `at` and is relative to the day of publication: "yesterday", "last
// Tuesday", "two weeks ago", "the third quarter of this year", "the past 31 years". Returns nullopt if none
// begins there. Any thread.
std::optional<TimeReading> ReadRelative(const Tokens& tokens, size_t at, sys_days published);

}  // namespace verbatim::text
