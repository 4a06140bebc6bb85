#include "text/values/relative_reader.h"

#include <algorithm>

#include "text/values/date_reader.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;
using std::chrono::year_month_day;

TimeReading Reading(const Period& period, size_t start, size_t end) {
  TimeReading reading;
  reading.period = period;
  reading.start = start;
  reading.end = end;
  return reading;
}

std::optional<TimeReading> Reading(const std::optional<Period>& period, size_t start, size_t end) {
  if (!period) return std::nullopt;
  return Reading(*period, start, end);
}

int YearOfDay(sys_days day) { return static_cast<int>(year_month_day(day).year()); }
int MonthOfDay(sys_days day) { return static_cast<int>(static_cast<unsigned>(year_month_day(day).month())); }

std::optional<TimeUnit> UnitAt(const Tokens& tokens, size_t at) {
  auto unit = tokens.As(at, Role::kTimeUnit);
  if (!unit) return std::nullopt;
  return static_cast<TimeUnit>(*unit);
}

bool IsPlural(const Tokens& tokens, size_t at) {
  std::string_view text = tokens.Text(at);
  return !text.empty() && text.back() == 's';
}

// The day, week, month or other period of kind `unit` that contains `day`, moved by `shift` such periods.
std::optional<Period> PeriodAround(TimeUnit unit, sys_days day, int shift) {
  const sys_days month = AddMonths(year_month_day(day).year() / year_month_day(day).month() / 1, shift);
  switch (unit) {
    case TimeUnit::kDay:
      return DayAt(day + days(shift));
    case TimeUnit::kWeek:
      return WeekAt(day + days(7 * shift));
    case TimeUnit::kWeekend: {
      const sys_days monday = WeekAt(day + days(7 * shift)).first;
      return SpanOf(monday + days(5), monday + days(6));
    }
    case TimeUnit::kMonth:
      return MonthOf(YearOfDay(month), MonthOfDay(month));
    case TimeUnit::kQuarter: {
      const int quarters = 4 * YearOfDay(day) + (MonthOfDay(day) - 1) / 3 + shift;
      return QuarterOf(quarters / 4, quarters % 4 + 1);
    }
    case TimeUnit::kYear:
      return YearOf(YearOfDay(day) + shift);
    case TimeUnit::kDecade:
      return DecadeOf(YearOfDay(day) / 10 * 10 + 10 * shift);
    case TimeUnit::kCentury:
      return CenturyOf(YearOfDay(day) / 100 + 1 + shift);
    default:
      return std::nullopt;
  }
}

// A counted length of time: "1 month and 21 days", "a few weeks", "a year".
struct Duration {
  int months = 0;
  int days = 0;
  TimeUnit unit = TimeUnit::kDay;  // the unit of its last part
  int count = 0;                   // the count of its last part
  bool single = true;              // has only one part
  size_t end = 0;
};
std::optional<Duration> ReadDuration(const Tokens& tokens, size_t at) {
  constexpr int kFew = 3;  // "a few" has no exact number; 3 is a usual one
  constexpr int kMost = 10'000;
  Duration duration;
  for (size_t next = at;;) {
    std::optional<int> count;
    size_t unit_at = next;
    if (tokens.Is(next, F::kFew) || (tokens.Is(next, F::kA) && tokens.Is(next + 1, F::kFew))) {
      count = kFew;
      unit_at = tokens.Is(next, F::kFew) ? next + 1 : next + 2;
    } else if (tokens.Is(next, F::kA) && UnitAt(tokens, next + 1)) {
      count = 1;
      unit_at = next + 1;
    } else if (auto number = ReadNumber(tokens, next); number && !number->fraction) {
      count = number->number.AsSmallInteger(kMost);
      unit_at = number->end;
    }
    auto unit = UnitAt(tokens, unit_at);
    if (!count || !unit) break;
    switch (*unit) {
      case TimeUnit::kDay:
        duration.days += *count;
        break;
      case TimeUnit::kWeek:
        duration.days += 7 * *count;
        break;
      case TimeUnit::kFortnight:
        duration.days += 14 * *count;
        break;
      case TimeUnit::kMonth:
        duration.months += *count;
        break;
      case TimeUnit::kQuarter:
        duration.months += 3 * *count;
        break;
      case TimeUnit::kYear:
        duration.months += 12 * *count;
        break;
      case TimeUnit::kDecade:
        duration.months += 120 * *count;
        break;
      case TimeUnit::kCentury:
        duration.months += 1200 * *count;
        break;
      default:
        return std::nullopt;
    }
    if (duration.months > 12 * kMost) return std::nullopt;
    duration.single = duration.end == 0;
    duration.unit = *unit;
    duration.count = *count;
    duration.end = unit_at + 1;
    next = tokens.Is(duration.end, F::kAnd) || tokens.IsSign(duration.end, U',') ? duration.end + 1
                                                                                 : duration.end;
  }
  if (duration.end == 0) return std::nullopt;
  return duration;
}

sys_days Add(sys_days day, const Duration& duration, int sign) {
  return AddMonths(day, sign * duration.months) + days(sign * duration.days);
}

// The time at `day`, which is `duration` away. It is as exact as the unit of the duration: "two years ago" is
// a year, and the exact day is the other possible meaning.
TimeReading Away(sys_days day, const Duration& duration, size_t start, size_t end) {
  const Period exact = DayAt(day);
  const bool coarse =
      duration.single && (duration.unit == TimeUnit::kMonth || duration.unit == TimeUnit::kYear ||
                          duration.unit == TimeUnit::kDecade || duration.unit == TimeUnit::kCentury);
  if (!coarse) return Reading(exact, start, end);
  auto around = PeriodAround(duration.unit == TimeUnit::kMonth ? TimeUnit::kMonth : TimeUnit::kYear, day, 0);
  TimeReading reading = Reading(around.value_or(exact), start, end);
  reading.other = exact;
  return reading;
}

// Reads "yesterday", "now", "the day after tomorrow", "the month after the next".
std::optional<TimeReading> ReadNamedDay(const Tokens& tokens, size_t start, sys_days published) {
  const size_t at = tokens.Is(start, F::kThe) ? start + 1 : start;
  if (auto shift = tokens.As(at, Role::kDay); shift && at == start)
    return Reading(DayAt(published + days(*shift)), at, at + 1);
  if (at == start && tokens.Is(at, F::kNow)) {
    TimeReading now = Reading(DayAt(published), at, at + 1);
    now.weak = true;
    return now;
  }
  auto unit = UnitAt(tokens, at);
  const bool after = tokens.Is(at + 1, F::kAfter);
  if (!unit || (!after && !tokens.Is(at + 1, F::kBefore))) return std::nullopt;
  if (*unit == TimeUnit::kDay) {
    auto day = tokens.As(at + 2, Role::kDay);
    if (!day || *day != (after ? 1 : -1)) return std::nullopt;
    return Reading(DayAt(published + days(2 * *day)), start, at + 3);
  }
  const size_t next = tokens.Is(at + 2, F::kThe) ? at + 3 : at + 2;
  auto shift = tokens.As(next, Role::kShift);
  if (!shift || *shift != (after ? 1 : -1) || tokens.Has(next + 1, Role::kTimeUnit)) return std::nullopt;
  return Reading(PeriodAround(*unit, published, 2 * *shift), start, next + 1);
}

// The weekday in "last Tuesday", the most recent one before `published`, or in "next Sunday", the one in the
// next week.
TimeReading ShiftedWeekday(int weekday, int shift, sys_days published, size_t start, size_t end) {
  const sys_days in_week = WeekAt(published).first + days(weekday - 1);
  TimeReading reading = Reading(DayAt(in_week + days(7 * shift)), start, end);
  if (shift < 0 && in_week < published) {
    reading.other = reading.period;
    reading.period = DayAt(in_week);
  }
  return reading;
}

std::optional<Period> ShiftedSeason(int season, int shift, sys_days published) {
  const int year = YearOfDay(published);
  for (int y : {year - 1, year, year + 1}) {
    auto period = SeasonOf(y, season);
    if (!period) continue;
    if (shift > 0 && period->first > published) return period;
    if (shift == 0 && period->last >= published) return period;
    if (shift < 0) {
      auto following = SeasonOf(y + 1, season);
      if (!following || following->last >= published) return period;
    }
  }
  return std::nullopt;
}

// Reads "last", "this" or "next" with a unit, weekday, month, season or duration: "next month", "the past 31
// years".
std::optional<TimeReading> ReadShifted(const Tokens& tokens, size_t start, sys_days published) {
  const size_t at = tokens.Is(start, F::kThe) ? start + 1 : start;
  auto shift = tokens.As(at, Role::kShift);
  if (!shift) return std::nullopt;
  const size_t next = at + 1;
  if (auto duration = ReadDuration(tokens, next); duration && *shift != 0 && !tokens.Is(next, F::kA)) {
    if (duration->unit == TimeUnit::kDecade && duration->single) {
      auto decade = PeriodAround(TimeUnit::kDecade, published, 0);
      if (!decade) return std::nullopt;
      auto edge = *shift < 0 ? DecadeOf(decade->year - 10 * duration->count)
                             : DecadeOf(decade->year + 10 * duration->count);
      if (!edge) return std::nullopt;
      return Reading(*shift < 0 ? SpanOf(edge->first, decade->first - days(1))
                                : SpanOf(decade->last + days(1), edge->last),
                     start, duration->end);
    }
    TimeReading reading =
        *shift < 0 ? Reading(SpanOf(Add(published, *duration, -1), published - days(1)), start, duration->end)
                   : Reading(SpanOf(published + days(1), Add(published, *duration, 1)), start, duration->end);
    return reading;
  }
  if (auto unit = UnitAt(tokens, next); unit && !IsPlural(tokens, next)) {
    auto period = PeriodAround(*unit, published, *shift);
    if (!period) return std::nullopt;
    if (*unit == TimeUnit::kWeek) {
      // A weekday or a range of weekdays: "this week Friday", "next week between Wednesday and Friday".
      if (auto weekday = ReadWeekday(tokens, next + 1)) {
        return Reading(DayAt(period->first + days(weekday->value - 1)), start, weekday->end);
      }
      const bool between = tokens.Is(next + 1, F::kBetween);
      if (between || tokens.Is(next + 1, F::kFrom)) {
        auto first = ReadWeekday(tokens, next + 2);
        const bool linked =
            first && (between ? tokens.Is(first->end, F::kAnd) : tokens.Is(first->end, F::kTo));
        auto last = linked ? ReadWeekday(tokens, first->end + 1) : std::nullopt;
        if (last && last->value > first->value) {
          return Reading(
              SpanOf(period->first + days(first->value - 1), period->first + days(last->value - 1)), start,
              last->end);
        }
      }
    }
    TimeReading reading = Reading(*period, start, next + 1);
    // "in the past year" may also mean the last twelve months.
    reading.weak =
        tokens.Text(at) == "past" || tokens.Text(at) == "following" || tokens.Text(at) == "previous";
    return reading;
  }
  if (auto weekday = ReadWeekday(tokens, next))
    return ShiftedWeekday(weekday->value, *shift, published, start, weekday->end);
  if (auto month = ReadMonth(tokens, next)) {
    auto named = MonthOf(month->value);
    if (!named) return std::nullopt;
    if (*shift == 0) return Reading(MonthOf(YearOfDay(published), month->value), start, month->end);
    auto reading =
        Reading(WithYear(*named, published, *shift < 0 ? Toward::kPast : Toward::kFuture), start, month->end);
    if (reading && *shift < 0) reading->other = MonthOf(YearOfDay(published) - 1, month->value);
    return reading;
  }
  if (auto season = tokens.As(next, Role::kSeason))
    return Reading(ShiftedSeason(*season, *shift, published), start, next + 1);
  return std::nullopt;
}

// Reads "two weeks ago", "in 3 weeks", "two days from tomorrow", "within 10 months".
std::optional<TimeReading> ReadAway(const Tokens& tokens, size_t start, sys_days published) {
  const bool in = tokens.Is(start, F::kIn);
  const bool within = tokens.Is(start, F::kWithin);
  size_t at = in || within ? start + 1 : start;
  if (within && tokens.Is(at, F::kThe)) ++at;
  if (within && tokens.As(at, Role::kShift) == 1) ++at;
  auto duration = ReadDuration(tokens, at);
  if (!duration) return std::nullopt;
  const size_t next = duration->end;
  if (within) {
    TimeReading reading = Reading(SpanOf(published, Add(published, *duration, 1)), start, next);
    reading.weak = true;
    return reading;
  }
  if (!in && tokens.Is(next, F::kAgo)) return Away(Add(published, *duration, -1), *duration, start, next + 1);
  if (!in && tokens.Is(next, F::kLater)) {
    TimeReading reading = Away(Add(published, *duration, 1), *duration, start, next + 1);
    reading.weak = true;  // usually later than another event in the text
    return reading;
  }
  if (tokens.Is(next, F::kFrom) && !in) {
    std::optional<int> day = tokens.Is(next + 1, F::kNow) ? 0 : tokens.As(next + 1, Role::kDay);
    if (day) return Away(Add(published + days(*day), *duration, 1), *duration, start, next + 2);
  }
  if (in) {  // "in 3 weeks" may also mean a duration
    TimeReading reading = Away(Add(published, *duration, 1), *duration, start, next);
    reading.weak = true;
    return reading;
  }
  return std::nullopt;
}

// Reads a period that can have a part: "this month", "2016", "Oct", "next year".
std::optional<TimeReading> ReadWhole(const Tokens& tokens, size_t at, sys_days published) {
  if (auto shifted = ReadShifted(tokens, at, published)) return shifted;
  auto named = ReadDate(tokens, at);
  if (!named) {
    auto year = ReadYear(tokens, at, YearContext::kDate);
    return year ? Reading(YearOf(year->value), at, year->end) : std::nullopt;
  }
  if (named->period.year_known) return named;
  auto past = WithYear(named->period, published, Toward::kPast);
  if (!past) return std::nullopt;
  named->other = WithYear(named->period, published, Toward::kFuture);
  named->period = *past;
  return named;
}

// Applies `part_of` to each of the two possible meanings of `whole`.
template <typename PartOf>
std::optional<TimeReading> PartsOf(const TimeReading& whole, size_t start, PartOf part_of) {
  std::optional<Period> part = part_of(whole.period);
  if (!part) return std::nullopt;
  TimeReading reading = Reading(*part, start, whole.end);
  if (whole.other) reading.other = part_of(*whole.other);
  return reading;
}

size_t SkipOf(const Tokens& tokens, size_t at) {
  return tokens.Is(at, F::kOf) || tokens.Is(at, F::kIn) || tokens.IsSign(at, U',') ? at + 1 : at;
}

// Reads "the third quarter of 2020", "first week of Oct", "the second Monday of next month", "last week of
// 2015", "the first half of this year".
std::optional<TimeReading> ReadOrdinalPart(const Tokens& tokens, size_t start, sys_days published) {
  const size_t at = tokens.Is(start, F::kThe) ? start + 1 : start;
  auto ordinal = ReadOrdinal(tokens, at);
  const bool last = !ordinal && tokens.As(at, Role::kShift) == -1;
  if (!ordinal && !last) return std::nullopt;
  const size_t unit_at = ordinal ? ordinal->end : at + 1;
  auto unit = UnitAt(tokens, unit_at);
  auto weekday = ReadWeekday(tokens, unit_at);
  const bool half = tokens.As(unit_at, Role::kPart) == 2 && !IsPlural(tokens, unit_at);
  if (!half && !weekday && unit != TimeUnit::kWeek && unit != TimeUnit::kQuarter) return std::nullopt;
  const size_t behind = weekday ? weekday->end : unit_at + 1;
  auto whole = ReadWhole(tokens, SkipOf(tokens, behind), published);
  if (!whole) {
    // "first Sunday" alone is a day of the month of publication.
    if (!weekday || last || !ordinal) return std::nullopt;
    whole = Reading(PeriodAround(TimeUnit::kMonth, published, 0), behind, behind);
    if (!whole) return std::nullopt;
    whole->weak = true;
  }
  const bool weak = whole->weak && behind == whole->end;
  auto reading = PartsOf(*whole, start, [&](const Period& period) -> std::optional<Period> {
    const bool year = period.grain == Period::Grain::kYear;
    const bool month = period.grain == Period::Grain::kMonth;
    if (weekday) {
      if (!month || (!ordinal && !last)) return std::nullopt;
      sys_days day = period.first + days((weekday->value - WeekdayOf(period.first) + 7) % 7);
      if (last) {
        while (day + days(7) <= period.last) day += days(7);
      } else {
        day += days(7 * (ordinal->value - 1));
      }
      return day <= period.last ? std::optional(DayAt(day)) : std::nullopt;
    }
    if (half) return year && !last ? HalfOf(period.year, ordinal->value) : std::nullopt;
    if (*unit == TimeUnit::kQuarter)
      return year ? QuarterOf(period.year, last ? 4 : ordinal->value) : std::nullopt;
    if (!year && !month) return std::nullopt;
    if (!last) return WeekIn(period, ordinal->value);
    std::optional<Period> week;
    for (int i = 1; auto later = WeekIn(period, i); ++i) week = later;
    return week;
  });
  if (reading) reading->weak = weak;
  return reading;
}

// Reads "Q3 this year", "H1 2016", "2016 H2", "Q3".
std::optional<TimeReading> ReadMarkedPart(const Tokens& tokens, size_t at, sys_days published) {
  std::optional<TimeReading> year;
  size_t mark = at;
  if (auto number = ReadYear(tokens, at, YearContext::kNone)) {
    if (auto period = YearOf(number->value)) year = Reading(*period, at, number->end);
    mark = number->end;
  }
  const bool quarter = tokens.Text(mark) == "Q";
  if (!quarter && tokens.Text(mark) != "H") return std::nullopt;
  auto number = ReadNumeral(tokens, mark + 1);
  auto ordinal = number && tokens.Touches(mark + 1) ? number->AsSmallInteger(quarter ? 4 : 2) : std::nullopt;
  if (!ordinal || *ordinal < 1) return std::nullopt;
  size_t end = mark + 2;
  if (!year) {
    year = ReadWhole(tokens, SkipOf(tokens, end), published);
    if (year && year->period.grain == Period::Grain::kYear) {
      end = year->end;
    } else {
      if (!quarter) return std::nullopt;
      // "Q3" alone is the last such quarter that has ended.
      auto this_year = QuarterOf(YearOfDay(published), *ordinal);
      auto past = this_year && this_year->last <= published ? this_year
                                                            : QuarterOf(YearOfDay(published) - 1, *ordinal);
      auto reading = Reading(past, at, end);
      if (reading) reading->other = QuarterOf(YearOfDay(reading->period.first) + 1, *ordinal);
      return reading;
    }
  }
  const int of_year = year->period.year;
  return Reading(quarter ? QuarterOf(of_year, *ordinal) : HalfOf(of_year, *ordinal), at, end);
}

// Reads "june next year", "20th of next month", "22 this month", "Friday next week".
std::optional<TimeReading> ReadWithin(const Tokens& tokens, size_t start, sys_days published) {
  const size_t at = tokens.Is(start, F::kThe) || tokens.Is(start, F::kOn) ? start + 1 : start;
  if (auto month = ReadMonth(tokens, at); month && at == start) {
    auto whole = ReadShifted(tokens, SkipOf(tokens, month->end), published);
    if (whole && whole->period.grain == Period::Grain::kYear) {
      return Reading(MonthOf(whole->period.year, month->value), start, whole->end);
    }
    return std::nullopt;
  }
  if (auto weekday = ReadWeekday(tokens, at)) {
    auto whole = ReadShifted(tokens, SkipOf(tokens, weekday->end), published);
    const bool week = whole && whole->period.grain == Period::Grain::kSpan &&
                      whole->period.last - whole->period.first == days(6);
    if (!week) return std::nullopt;
    return Reading(DayAt(whole->period.first + days(weekday->value - 1)), start, whole->end);
  }
  if (auto day = ReadDayOfMonth(tokens, at)) {
    auto whole = ReadShifted(tokens, SkipOf(tokens, day->end), published);
    if (whole && whole->period.grain == Period::Grain::kMonth) {
      return Reading(DayOf(whole->period.year, whole->period.month, day->value), start, whole->end);
    }
  }
  return std::nullopt;
}

// Reads "Thursday the 21st": the nearest month in which that day is that weekday.
std::optional<TimeReading> ReadWeekdayAndDay(const Tokens& tokens, size_t at, const CalendarNumber& weekday,
                                             sys_days published) {
  size_t next = tokens.IsSign(weekday.end, U',') ? weekday.end + 1 : weekday.end;
  if (!tokens.Is(next, F::kThe)) return std::nullopt;
  auto day = ReadDayOfMonth(tokens, next + 1);
  if (!day) return std::nullopt;
  constexpr int kMonthsAway = 12;
  const sys_days this_month = year_month_day(published).year() / year_month_day(published).month() / 1;
  for (int away = 0; away <= kMonthsAway; ++away) {
    for (int sign : {-1, 1}) {
      const sys_days month = AddMonths(this_month, sign * away);
      auto candidate = DayOf(YearOfDay(month), MonthOfDay(month), day->value);
      if (candidate && WeekdayOf(candidate->first) == weekday.value) return Reading(*candidate, at, day->end);
    }
  }
  return std::nullopt;
}

// Reads "Friday" alone: the most recent one, or the next one.
std::optional<TimeReading> ReadLoneWeekday(const Tokens& tokens, size_t at, sys_days published) {
  auto weekday = ReadWeekday(tokens, at);
  if (!weekday) return std::nullopt;
  if (auto both = ReadWeekdayAndDay(tokens, at, *weekday, published)) return both;
  const int since = (WeekdayOf(published) - weekday->value + 7) % 7;
  TimeReading reading = Reading(DayAt(published - days(since)), at, weekday->end);
  reading.other = DayAt(published + days(7 - since));
  return reading;
}

// Reads "on the 27th", "for the 27", "on 15": the most recent such day, or the next one.
std::optional<TimeReading> ReadLoneDay(const Tokens& tokens, size_t at, sys_days published) {
  const bool the = tokens.Is(at, F::kThe);
  const bool led =
      tokens.Is(at - 1, F::kOn) || (the && (tokens.Is(at - 1, F::kFor) || tokens.Is(at - 1, F::kBy) ||
                                            tokens.Is(at - 1, F::kOf) || tokens.Is(at - 1, F::kThrough)));
  if (!led) return std::nullopt;
  auto day = ReadDayOfMonth(tokens, the ? at + 1 : at);
  if (!day || tokens.IsWord(day->end) || tokens.IsSign(day->end, U'%')) return std::nullopt;
  if (!the && !tokens.IsNumeral(at)) return std::nullopt;
  const sys_days month = year_month_day(published).year() / year_month_day(published).month() / 1;
  auto in_month = [&](int away) {
    const sys_days first = AddMonths(month, away);
    return DayOf(YearOfDay(first), MonthOfDay(first), day->value);
  };
  auto here = in_month(0);
  const bool over = here && here->first <= published;
  auto reading = Reading(over ? here : in_month(-1), at, day->end);
  if (!reading) return std::nullopt;
  reading->other = over ? in_month(1) : here;
  reading->weak = true;
  return reading;
}

// Reads "the weekend", "week 10", "the week of September 16th", "the week starting February 4".
std::optional<TimeReading> ReadWeek(const Tokens& tokens, size_t start, sys_days published) {
  const bool led = tokens.Is(start, F::kThe) || tokens.Is(start, F::kA) || tokens.Is(start, F::kMy);
  const size_t at = led ? start + 1 : start;
  auto unit = UnitAt(tokens, at);
  if (unit == TimeUnit::kWeekend && led && !tokens.Is(start, F::kA) && !IsPlural(tokens, at)) {
    return Reading(PeriodAround(TimeUnit::kWeekend, published, 0), start, at + 1);
  }
  if (unit != TimeUnit::kWeek || IsPlural(tokens, at)) return std::nullopt;
  if (auto number = ReadNumeral(tokens, at + 1); number && !led) {
    auto year = YearOf(YearOfDay(published));
    auto ordinal = number->AsSmallInteger(53);
    return year && ordinal ? Reading(WeekIn(*year, *ordinal), start, at + 2) : std::nullopt;
  }
  size_t next = at + 1;
  const bool starting = tokens.Is(next, F::kStarting);
  if (!starting && !tokens.Is(next, F::kOf)) return std::nullopt;
  ++next;
  if (tokens.Is(next, F::kOn)) ++next;
  if (starting && tokens.Is(start, F::kA)) {
    auto day = ReadNamedDay(tokens, next, published);
    if (!day) return std::nullopt;
    return Reading(SpanOf(day->period.first, day->period.first + days(6)), start, day->end);
  }
  auto day = ReadWhole(tokens, next, published);
  if (!day) day = ReadLoneDay(tokens, next, published);
  if (!day || day->period.grain != Period::Grain::kDay) return std::nullopt;
  return PartsOf(*day, start, [](const Period& period) { return std::optional(WeekAt(period.first)); });
}

// Reads "rest of the week", which begins on the day of publication.
std::optional<TimeReading> ReadRest(const Tokens& tokens, size_t at, sys_days published) {
  if (!tokens.Is(at, F::kRest)) return std::nullopt;
  size_t next = tokens.Is(at + 1, F::kOf) ? at + 2 : at + 1;
  if (!tokens.Is(next, F::kThe) && !tokens.Is(next, F::kMy) && !tokens.As(next, Role::kShift))
    return std::nullopt;
  auto unit = UnitAt(tokens, next + 1);
  auto whole = unit ? PeriodAround(*unit, published, 0) : std::nullopt;
  if (!whole) return std::nullopt;
  return Reading(SpanOf(published, whole->last), at, next + 2);
}

}  // namespace

std::optional<TimeReading> ReadRelative(const Tokens& tokens, size_t at, sys_days published) {
  // The readers that cover more words come first.
  for (auto read : {ReadOrdinalPart, ReadWithin, ReadMarkedPart, ReadNamedDay, ReadShifted, ReadAway,
                    ReadWeek, ReadRest, ReadLoneWeekday, ReadLoneDay}) {
    auto reading = read(tokens, at, published);
    if (!reading) continue;
    // EDTF with four-digit years cannot represent times such as "5,000 years ago".
    if (!IsWritable(reading->period)) return std::nullopt;
    if (reading->other && !IsWritable(*reading->other)) reading->other.reset();
    return reading;
  }
  return std::nullopt;
}

}  // namespace verbatim::text
