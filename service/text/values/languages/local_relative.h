#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/times/time_reader.h"

namespace verbatim::text {

// Reads times relative to the day of publication in the words of a language: "gestern", "la semaine dernière", "два
// года назад", "am 15.". Returns nullopt if none begins at `at`. Any thread.
std::optional<TimeReading> ReadLocalRelative(const LocalTokens& tokens, size_t at, sys_days published);

// Reads a day of the month in a month that words name relative to the publication: "4 de este mes".
std::optional<TimeReading> ReadLocalDayOfShiftedMonth(const LocalTokens& tokens, size_t at,
                                                      sys_days published);

}  // namespace verbatim::text
