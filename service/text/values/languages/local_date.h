#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "text/values/languages/scanner.h"
#include "text/values/times/time_reader.h"

// Reads dates and periods of any language that do not depend on the day of publication. Each function reads from
// token `at` and returns nullopt if no such date or period begins there. Any thread may call these functions.
namespace verbatim::text {

struct LocalCount {
  int value = 0;
  size_t end = 0;
  bool marked = false;  // written as an ordinal: "15.", "1er", "quinto"
};

// Reads a day of the month: "12", "12.", "18-tego", "veintiuno", "первого".
std::optional<LocalCount> ReadLocalDay(const LocalTokens& tokens, size_t at);
// Reads an ordinal: "3.", "2º", "tercer", "IV".
std::optional<LocalCount> ReadLocalOrdinal(const LocalTokens& tokens, size_t at);
// Reads the name of a month. An abbreviation needs a day or year beside it.
std::optional<LocalCount> ReadLocalMonth(const LocalTokens& tokens, size_t at, bool short_names);
// Reads a weekday, an abbreviation with its full stop or before a comma or a number only.
std::optional<LocalCount> ReadLocalWeekday(const LocalTokens& tokens, size_t at);
// Reads a year after a month or season, with the words between them: "de 2013", "del año 2013", "2015 г.".
std::optional<LocalCount> ReadLocalYearAfter(const LocalTokens& tokens, size_t at);
// Reads a year with a word or form that shows that it is one, or four digits.
std::optional<LocalCount> ReadLocalYear(const LocalTokens& tokens, size_t at);
// Skips words without meaning inside a date, such as articles.
size_t SkipFillers(const LocalTokens& tokens, size_t at);

std::optional<TimeReading> ReadLocalDate(const LocalTokens& tokens, size_t at);

}  // namespace verbatim::text
