#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

// Days and periods of the proleptic Gregorian calendar, and their notation in EDTF (ISO 8601-2).
// Any thread may call these functions.
namespace verbatim::text {

using std::chrono::sys_days;

// A day, a named period of the calendar, or any other span of days.
struct Period {
  enum class Grain : uint8_t { kDay, kMonth, kSeason, kYear, kDecade, kCentury, kSpan };

  Grain grain = Grain::kSpan;
  int year = 0;   // of a decade or century, its first year
  int month = 0;  // 1 to 12; of a season, EDTF's 21 to 24
  int day = 0;
  bool year_known = true;  // a kDay or kMonth may lack its year; then `first` and `last` are meaningless
  sys_days first;
  sys_days last;  // inclusive
};

// These return nullopt if there is no such day, month or year. Years are 1 to 9999, except for the years of
// YearOfEra and CenturyOfEra.
std::optional<Period> DayOf(int year, int month, int day);
std::optional<Period> MonthOf(int year, int month);
std::optional<Period> YearOf(int year);
// These return a day or month without a year. 29 February is valid.
std::optional<Period> DayOf(int month, int day);
std::optional<Period> MonthOf(int month);

// Meteorological seasons of the northern hemisphere: spring is March to May, and the winter of 2021 ends with
// February 2022.
std::optional<Period> SeasonOf(int year, int season);
std::optional<Period> DecadeOf(int first_year);
std::optional<Period> CenturyOf(int ordinal);
// Returns the year or century of an era: 1200 BC is the year -1199, as ISO 8601 counts. `ordinal` is 1 to
// 9999, of a century 1 to 99. A century before Christ is a span.
enum class Era : uint8_t { kBeforeChrist, kAnnoDomini };
std::optional<Period> YearOfEra(int ordinal, Era era);
std::optional<Period> CenturyOfEra(int ordinal, Era era);
std::optional<Period> QuarterOf(int year, int quarter);
std::optional<Period> HalfOf(int year, int half);
Period SpanOf(sys_days first, sys_days last);
Period DayAt(sys_days day);

// Returns the week that contains `day`, from Monday to Sunday (ISO 8601).
Period WeekAt(sys_days day);
// Returns the week number `ordinal`, from 1, of a month or year. A week belongs to the period that contains
// its Thursday; ISO 8601 has this rule for years.
std::optional<Period> WeekIn(const Period& whole, int ordinal);
int WeekdayOf(sys_days day);  // 1 (Monday) to 7

int YearOfDay(sys_days day);
int MonthOfDay(sys_days day);  // 1 to 12
sys_days FirstOfMonth(sys_days day);

enum class Toward { kPast, kFuture };
// Adds the missing year to `period`: the year of its last occurrence up to `day`, or of its next one.
std::optional<Period> WithYear(const Period& period, sys_days day, Toward toward);

// Moves `day` by a number of months. If the target month is shorter, returns its last day.
sys_days AddMonths(sys_days day, int months);

// Returns whether EDTF with four-digit years can represent the period: it lies in the years 1 to 9999 or has
// no year.
bool IsWritable(const Period& period);

// Returns the period in EDTF level 1: `-1199`, `2025-09-12`, `2021-24`, `197X`, `18XX`. A span uses the
// coarsest unit that is exact: `2021-12/2022-02`. An unknown year is `XXXX` (level 2).
// REQUIRES: IsWritable(period), or a period of an era.
std::string ToEdtf(const Period& period);

}  // namespace verbatim::text
