#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/times/time_reader.h"

namespace verbatim::text {

// Reads the date or period that begins at `at` in the words of a language: "11 de septiembre de 2025", "letzte
// Woche", "с 1994 по 2012 год". Returns nullopt if none begins there, or if it is relative and `published`, the day
// of publication, is unknown. Any thread.
std::optional<TimeReading> ReadLocalTime(const LocalTokens& tokens, size_t at,
                                         const std::optional<sys_days>& published);

}  // namespace verbatim::text
