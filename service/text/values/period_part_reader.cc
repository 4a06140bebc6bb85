#include "text/values/period_part_reader.h"

#include <cstdint>

#include "text/values/date_reader.h"
#include "text/values/shifted_period_reader.h"
#include "text/values/time_units.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;

size_t SkipOf(const Tokens& tokens, size_t at) {
  return tokens.Is(at, F::kOf) || tokens.Is(at, F::kIn) || tokens.IsSign(at, U',') ? at + 1 : at;
}

// The words before "of" in "the third quarter of 2020": which part of a period.
struct OrdinalPart {
  enum class Kind : uint8_t { kWeekday, kWeek, kQuarter, kHalf };

  Kind kind = Kind::kWeek;
  int weekday = 0;  // of a kWeekday: 1 (Monday) to 7
  int ordinal = 0;  // from 1; meaningless if `last`
  bool last = false;
  size_t end = 0;  // the token after these words
};
std::optional<OrdinalPart> ReadOrdinalPart(const Tokens& tokens, size_t at) {
  OrdinalPart part;
  size_t next = at + 1;
  if (auto ordinal = ReadOrdinal(tokens, at)) {
    part.ordinal = ordinal->value;
    next = ordinal->end;
  } else if (tokens.As(at, Role::kShift) == -1) {
    part.last = true;
  } else {
    return std::nullopt;
  }
  part.end = next + 1;
  auto unit = TimeUnitAt(tokens, next);
  if (auto weekday = ReadWeekday(tokens, next)) {
    part.kind = OrdinalPart::Kind::kWeekday;
    part.weekday = weekday->value;
    part.end = weekday->end;
  } else if (tokens.As(next, Role::kPart) == 2 && !IsPlural(tokens, next)) {
    part.kind = OrdinalPart::Kind::kHalf;
  } else if (unit == TimeUnit::kQuarter) {
    part.kind = OrdinalPart::Kind::kQuarter;
  } else if (unit == TimeUnit::kWeek) {
    part.kind = OrdinalPart::Kind::kWeek;
  } else {
    return std::nullopt;
  }
  return part;
}

std::optional<Period> WeekdayIn(const Period& month, const OrdinalPart& part) {
  sys_days day = month.first + days((part.weekday - WeekdayOf(month.first) + 7) % 7);
  if (part.last) {
    while (day + days(7) <= month.last) day += days(7);
  } else {
    day += days(7 * (part.ordinal - 1));
  }
  if (day > month.last) return std::nullopt;
  return DayAt(day);
}

std::optional<Period> LastWeekIn(const Period& whole) {
  std::optional<Period> week;
  for (int i = 1; auto later = WeekIn(whole, i); ++i) week = later;
  return week;
}

// Returns nullopt if periods like `whole` do not have such parts.
std::optional<Period> PartOf(const Period& whole, const OrdinalPart& part) {
  const bool year = whole.grain == Period::Grain::kYear;
  const bool month = whole.grain == Period::Grain::kMonth;
  switch (part.kind) {
    case OrdinalPart::Kind::kWeekday:
      return month ? WeekdayIn(whole, part) : std::nullopt;
    case OrdinalPart::Kind::kHalf:
      return year && !part.last ? HalfOf(whole.year, part.ordinal) : std::nullopt;
    case OrdinalPart::Kind::kQuarter:
      return year ? QuarterOf(whole.year, part.last ? 4 : part.ordinal) : std::nullopt;
    case OrdinalPart::Kind::kWeek:
      if (!year && !month) return std::nullopt;
      return part.last ? LastWeekIn(whole) : WeekIn(whole, part.ordinal);
  }
  return std::nullopt;
}

// Reads "the third quarter of 2020", "first week of Oct", "the second Monday of next month", "last week of
// 2015", "the first half of this year".
std::optional<TimeReading> ReadOrdinalPartOfPeriod(const Tokens& tokens, size_t at, sys_days published) {
  const auto part = ReadOrdinalPart(tokens, tokens.Is(at, F::kThe) ? at + 1 : at);
  if (!part) return std::nullopt;
  auto whole = ReadDatedPeriod(tokens, SkipOf(tokens, part->end), published);
  const bool alone = !whole;
  if (alone) {
    // "first Sunday" alone is a day of the month of publication.
    if (part->kind != OrdinalPart::Kind::kWeekday || part->last) return std::nullopt;
    whole = MakeTimeReading(PeriodAround(TimeUnit::kMonth, published, 0), part->end, part->end);
    if (!whole) return std::nullopt;
  }
  auto reading = MakeTimeReading(PartOf(whole->period, *part), at, whole->end);
  if (!reading) return std::nullopt;
  if (whole->other) reading->other = PartOf(*whole->other, *part);
  reading->weak = alone;
  return reading;
}

// Reads "Q3" without a year: the last such quarter that has ended.
std::optional<TimeReading> ReadQuarterMark(size_t at, size_t end, int quarter, sys_days published) {
  const int year = YearOfDay(published);
  auto past = QuarterOf(year, quarter);
  if (!past || past->last > published) past = QuarterOf(year - 1, quarter);
  auto reading = MakeTimeReading(past, at, end);
  if (reading) reading->other = QuarterOf(YearOfDay(reading->period.first) + 1, quarter);
  return reading;
}

// Reads "Q3 this year", "H1 2016", "2016 H2", "Q3".
std::optional<TimeReading> ReadMarkedPart(const Tokens& tokens, size_t at, sys_days published) {
  std::optional<Period> year;
  size_t mark = at;
  if (auto number = ReadYear(tokens, at, YearContext::kNone)) {
    year = YearOf(number->value);
    mark = number->end;
  }
  const bool quarter = tokens.Text(mark) == "Q";
  if (!quarter && tokens.Text(mark) != "H") return std::nullopt;
  auto number = ReadNumeral(tokens, mark + 1);
  auto ordinal = number && tokens.Touches(mark + 1) ? number->AsSmallInteger(quarter ? 4 : 2) : std::nullopt;
  if (!ordinal || *ordinal < 1) return std::nullopt;
  size_t end = mark + 2;
  if (!year) {
    auto whole = ReadDatedPeriod(tokens, SkipOf(tokens, end), published);
    if (!whole || whole->period.grain != Period::Grain::kYear) {
      return quarter ? ReadQuarterMark(at, end, *ordinal, published) : std::nullopt;
    }
    year = whole->period;
    end = whole->end;
  }
  return MakeTimeReading(quarter ? QuarterOf(year->year, *ordinal) : HalfOf(year->year, *ordinal), at, end);
}

// Reads a month, weekday or day in a shifted period: "june next year", "Friday next week", "20th of next
// month", "22 this month".
std::optional<TimeReading> ReadPartOfShifted(const Tokens& tokens, size_t start, sys_days published) {
  const size_t at = tokens.Is(start, F::kThe) || tokens.Is(start, F::kOn) ? start + 1 : start;
  if (auto month = ReadMonth(tokens, at); month && at == start) {
    auto whole = ReadShiftedPeriod(tokens, SkipOf(tokens, month->end), published);
    if (!whole || whole->period.grain != Period::Grain::kYear) return std::nullopt;
    return MakeTimeReading(MonthOf(whole->period.year, month->value), start, whole->end);
  }
  if (auto weekday = ReadWeekday(tokens, at)) {
    auto whole = ReadShiftedPeriod(tokens, SkipOf(tokens, weekday->end), published);
    const bool week = whole && whole->period.grain == Period::Grain::kSpan &&
                      whole->period.last - whole->period.first == days(6);
    if (!week) return std::nullopt;
    return MakeTimeReading(DayAt(whole->period.first + days(weekday->value - 1)), start, whole->end);
  }
  auto day = ReadDayOfMonth(tokens, at);
  if (!day) return std::nullopt;
  auto whole = ReadShiftedPeriod(tokens, SkipOf(tokens, day->end), published);
  if (!whole || whole->period.grain != Period::Grain::kMonth) return std::nullopt;
  return MakeTimeReading(DayOf(whole->period.year, whole->period.month, day->value), start, whole->end);
}

}  // namespace

std::optional<TimeReading> ReadPeriodPart(const Tokens& tokens, size_t at, sys_days published) {
  for (auto read : {ReadOrdinalPartOfPeriod, ReadPartOfShifted, ReadMarkedPart}) {
    if (auto reading = read(tokens, at, published)) return reading;
  }
  return std::nullopt;
}

std::optional<TimeReading> ReadDatedPeriod(const Tokens& tokens, size_t at, sys_days published) {
  if (auto shifted = ReadShiftedPeriod(tokens, at, published)) return shifted;
  auto named = ReadDate(tokens, at);
  if (!named) {
    auto year = ReadYear(tokens, at, YearContext::kDate);
    return year ? MakeTimeReading(YearOf(year->value), at, year->end) : std::nullopt;
  }
  if (named->period.year_known) return named;
  auto past = WithYear(named->period, published, Toward::kPast);
  if (!past) return std::nullopt;
  named->other = WithYear(named->period, published, Toward::kFuture);
  named->period = *past;
  return named;
}

}  // namespace verbatim::text
