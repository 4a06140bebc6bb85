#include "text/values/times/period_part_reader.h"

#include <cstdint>

#include "text/values/times/date_reader.h"
#include "text/values/times/shifted_period_reader.h"
#include "text/values/times/time_units.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;
using Published = std::optional<sys_days>;

size_t SkipOf(const Tokens& tokens, size_t at) {
  return tokens.Is(at, F::kOf) || tokens.Is(at, F::kIn) || tokens.IsSign(at, U',') ? at + 1 : at;
}

// The words before "of" in "the third quarter of 2020": which part of a period.
struct OrdinalPart {
  enum class Kind : uint8_t { kWeekday, kDay, kWeek, kMonths, kQuarter, kHalf };

  Kind kind = Kind::kWeek;
  int weekday = 0;  // of a kWeekday: 1 (Monday) to 7
  int months = 0;   // of kMonths: how many, 1 to 11
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
  } else if (tokens.As(at, Role::kShift) == -1 || tokens.As(at, Role::kEdge) == -1) {
    part.last = true;
  } else if (tokens.As(at, Role::kEdge) == 1) {
    part.ordinal = 1;
  } else {
    return std::nullopt;
  }
  next = SkipHyphen(tokens, next);
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
  } else if (unit == TimeUnit::kDay && !IsPlural(tokens, next)) {
    part.kind = OrdinalPart::Kind::kDay;
  } else if (unit == TimeUnit::kWeek) {
    part.kind = OrdinalPart::Kind::kWeek;
  } else if (auto months = ReadNumber(tokens, next);
             months && TimeUnitAt(tokens, months->end) == TimeUnit::kMonth) {
    constexpr int kMostMonths = 11;
    const auto count = months->number.AsSmallInteger(kMostMonths);
    if (!count || (!part.last && part.ordinal != 1)) return std::nullopt;
    part.kind = OrdinalPart::Kind::kMonths;
    part.months = *count;
    part.end = months->end + 1;
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
    case OrdinalPart::Kind::kDay: {
      if (!year && !month) return std::nullopt;
      const sys_days day = part.last ? whole.last : whole.first + days(part.ordinal - 1);
      return part.ordinal >= 0 && day <= whole.last ? std::optional(DayAt(day)) : std::nullopt;
    }
    case OrdinalPart::Kind::kHalf:
      return year ? HalfOf(whole.year, part.last ? 2 : part.ordinal) : std::nullopt;
    case OrdinalPart::Kind::kMonths:
      if (!year || part.months == 0) return std::nullopt;
      return part.last ? SpanOf(AddMonths(whole.last + days(1), -part.months), whole.last)
                       : SpanOf(whole.first, AddMonths(whole.first, part.months) - days(1));
    case OrdinalPart::Kind::kQuarter:
      return year ? QuarterOf(whole.year, part.last ? 4 : part.ordinal) : std::nullopt;
    case OrdinalPart::Kind::kWeek:
      if (!year && !month) return std::nullopt;
      return part.last ? LastWeekIn(whole) : WeekIn(whole, part.ordinal);
  }
  return std::nullopt;
}

// Reads "Q3" or "the third quarter" without a year: the last such quarter that has ended.
std::optional<TimeReading> ReadQuarterMark(size_t at, size_t end, int quarter, sys_days published) {
  const int year = YearOfDay(published);
  auto past = QuarterOf(year, quarter);
  if (!past || past->last > published) past = QuarterOf(year - 1, quarter);
  auto reading = MakeTimeReading(past, at, end);
  if (reading) reading->other = QuarterOf(YearOfDay(reading->period.first) + 1, quarter);
  return reading;
}

// Reads "the third quarter of 2020", "first week of Oct", "the second Monday of next month", "last week of
// 2015", "the first half of this year".
std::optional<TimeReading> ReadOrdinalPartOfPeriod(const Tokens& tokens, size_t at,
                                                   const Published& published) {
  const auto part = ReadOrdinalPart(tokens, tokens.Is(at, F::kThe) ? at + 1 : at);
  if (!part) return std::nullopt;
  auto whole = ReadDatedPeriod(tokens, SkipOf(tokens, part->end), published);
  const bool alone = !whole;
  if (alone) {
    if (published && part->kind == OrdinalPart::Kind::kQuarter && !part->last && part->ordinal <= 4) {
      auto quarter = ReadQuarterMark(at, part->end, part->ordinal, *published);
      if (quarter) quarter->weak = true;  // games have quarters, too
      return quarter;
    }
    // "first Sunday" alone is a day of the month of publication.
    if (!published || part->kind != OrdinalPart::Kind::kWeekday || part->last) return std::nullopt;
    whole = MakeTimeReading(PeriodAround(TimeUnit::kMonth, *published, 0), part->end, part->end);
    if (!whole) return std::nullopt;
  }
  auto reading = MakeTimeReading(PartOf(whole->period, *part), at, whole->end);
  if (!reading) return std::nullopt;
  if (whole->other) reading->other = PartOf(*whole->other, *part);
  reading->weak = alone;
  return reading;
}

// The mark of a quarter or half: "Q3", "H1", "3Q".
struct PartMark {
  bool quarter = false;
  int ordinal = 0;
  size_t end = 0;
};
std::optional<PartMark> ReadPartMark(const Tokens& tokens, size_t at) {
  const bool letter_first = tokens.IsWord(at);
  const size_t letter = letter_first ? at : at + 1;
  const size_t digit = letter_first ? at + 1 : at;
  const bool quarter = tokens.Text(letter) == "Q";
  if (!quarter && tokens.Text(letter) != "H") return std::nullopt;
  auto number = ReadNumeral(tokens, digit);
  auto ordinal = number && tokens.Touches(at + 1) ? number->AsSmallInteger(quarter ? 4 : 2) : std::nullopt;
  if (!ordinal || *ordinal < 1) return std::nullopt;
  return PartMark{quarter, *ordinal, at + 2};
}

// Reads the year after a mark: "2024", "of 2024", "/2024", "-24", "'24", and the 24 of "3Q24".
std::optional<CalendarNumber> ReadYearOfMark(const Tokens& tokens, size_t at) {
  const bool divides =
      (tokens.IsSign(at, U'/') || tokens.IsSign(at, U'-')) && tokens.Touches(at) && tokens.Touches(at + 1);
  const bool apostrophe =
      tokens.IsSign(at, U'\'') || tokens.IsSign(at, U'\u2019') || tokens.IsSign(at, U'\u2018');
  const size_t next = divides || apostrophe ? at + 1 : SkipOf(tokens, at);
  if (auto year = ReadYear(tokens, next, YearContext::kNone)) return year;
  const bool short_year = tokens.Text(next).size() == 2 && tokens.Touches(next);
  auto number = short_year ? ReadNumeral(tokens, next) : std::nullopt;
  auto digits = number ? number->AsSmallInteger(99) : std::nullopt;
  if (!digits) return std::nullopt;
  return CalendarNumber{2000 + *digits, next + 1};
}

// Reads "Q3 this year", "H1 2016", "2016 H2", "Q3/2024", "3Q24", "Q3".
std::optional<TimeReading> ReadMarkedPart(const Tokens& tokens, size_t at, const Published& published) {
  auto part_of = [](const PartMark& mark, int year) {
    return mark.quarter ? QuarterOf(year, mark.ordinal) : HalfOf(year, mark.ordinal);
  };
  if (auto year = ReadYear(tokens, at, YearContext::kNone)) {
    auto mark = ReadPartMark(tokens, SkipHyphen(tokens, year->end));
    return mark ? MakeTimeReading(part_of(*mark, year->value), at, mark->end) : std::nullopt;
  }
  auto mark = ReadPartMark(tokens, at);
  if (!mark) return std::nullopt;
  if (auto year = ReadYearOfMark(tokens, mark->end)) {
    return MakeTimeReading(part_of(*mark, year->value), at, year->end);
  }
  if (!published) return std::nullopt;
  auto whole = ReadDatedPeriod(tokens, SkipOf(tokens, mark->end), published);
  if (whole && whole->period.grain == Period::Grain::kYear) {
    return MakeTimeReading(part_of(*mark, whole->period.year), at, whole->end);
  }
  return mark->quarter ? ReadQuarterMark(at, mark->end, mark->ordinal, *published) : std::nullopt;
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

std::optional<TimeReading> ReadPeriodPart(const Tokens& tokens, size_t at, const Published& published) {
  if (auto reading = ReadOrdinalPartOfPeriod(tokens, at, published)) return reading;
  if (published) {
    if (auto reading = ReadPartOfShifted(tokens, at, *published)) return reading;
  }
  return ReadMarkedPart(tokens, at, published);
}

std::optional<TimeReading> ReadDatedPeriod(const Tokens& tokens, size_t at, const Published& published) {
  if (published) {
    if (auto shifted = ReadShiftedPeriod(tokens, at, *published)) return shifted;
  }
  auto named = ReadDate(tokens, at);
  if (!named) {
    auto year = ReadYear(tokens, at, YearContext::kDate);
    return year ? MakeTimeReading(YearOf(year->value), at, year->end) : std::nullopt;
  }
  if (named->period.year_known) return named;
  auto past = published ? WithYear(named->period, *published, Toward::kPast) : std::nullopt;
  if (!past) return std::nullopt;
  named->other = WithYear(named->period, *published, Toward::kFuture);
  named->period = *past;
  return named;
}

}  // namespace verbatim::text
