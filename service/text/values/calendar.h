#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

// Days and periods of the proleptic Gregorian calendar, and how EDTF (ISO 8601-2) writes them.
namespace verbatim::text {

using std::chrono::sys_days;

// A day or a period that has a name in the calendar, or any span of days.
struct Period {
  enum class Grain : uint8_t { kDay, kMonth, kSeason, kYear, kDecade, kCentury, kSpan };

  Grain grain = Grain::kSpan;
  int year = 0;   // of a decade or century the first one
  int month = 0;  // 1 to 12; of a season EDTF's 21 to 24
  int day = 0;
  bool year_known = true;  // a kDay or kMonth can lack its year; it then has no days below
  sys_days first;
  sys_days last;  // the last day that belongs to it
};

// Each nothing if there is no such day, month or year (1 to 9999).
std::optional<Period> DayOf(int year, int month, int day);
std::optional<Period> MonthOf(int year, int month);
std::optional<Period> YearOf(int year);
// Without a year; 29 February is a day.
std::optional<Period> DayOf(int month, int day);
std::optional<Period> MonthOf(int month);

// Seasons as meteorology counts them in the north: spring is March to May, the winter of 2021 ends with
// February 2022.
std::optional<Period> SeasonOf(int year, int season);
std::optional<Period> DecadeOf(int first_year);
std::optional<Period> CenturyOf(int ordinal);
std::optional<Period> QuarterOf(int year, int quarter);
std::optional<Period> HalfOf(int year, int half);
Period SpanOf(sys_days first, sys_days last);
Period DayAt(sys_days day);

// Monday to Sunday (ISO 8601).
Period WeekAt(sys_days day);
// The weeks of a month or year that have their Thursday in it, counted from 1, as ISO 8601 counts those of a
// year.
std::optional<Period> WeekIn(const Period& whole, int ordinal);
int WeekdayOf(sys_days day);  // 1 (Monday) to 7

enum class Toward { kPast, kFuture };
// The period with the year in which it was last seen on `day`, or comes next. `period` lacks its year.
std::optional<Period> WithYear(const Period& period, sys_days day, Toward toward);

// `day` moved by months, to the last day of a shorter month if need be.
sys_days AddMonths(sys_days day, int months);

// Whether EDTF can write the period with years of four digits: it lies in the years 1 to 9999, or has none.
bool IsWritable(const Period& period);

// As EDTF level 1: `2025-09-12`, `2021-24`, `197X`, `18XX`, and spans in the coarsest unit that says the
// same, as `2021-12/2022-02`. A year that is not known is `XXXX` (level 2). REQUIRES: IsWritable(period).
std::string ToEdtf(const Period& period);

}  // namespace verbatim::text
