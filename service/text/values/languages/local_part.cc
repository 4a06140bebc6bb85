#include "text/values/languages/local_part.h"

#include <algorithm>

#include "text/values/languages/local_date.h"
#include "text/values/languages/local_shift.h"
#include "text/values/times/time_units.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

using std::chrono::days;

// The whole of which a part is meant: "next month", a year, or a month, which may be the past or the coming one.
struct Whole {
  Period period;
  std::optional<Period> other;
  size_t end = 0;
};
std::optional<Whole> WholeAt(const LocalTokens& tokens, size_t at, sys_days published) {
  if (auto shifted = ReadShifted(tokens, at, published))
    return Whole{shifted->period, std::nullopt, shifted->end};
  auto date = ReadLocalDate(tokens, at);
  if (!date || date->period.grain == Period::Grain::kDay) return std::nullopt;
  if (date->period.year_known) return Whole{date->period, std::nullopt, date->end};
  auto past = WithYear(date->period, published, Toward::kPast);
  if (!past) return std::nullopt;
  return Whole{*past, WithYear(date->period, published, Toward::kFuture), date->end};
}

// A part of a period: its nth or last day, week or weekday.
struct Nth {
  int nth = 0;  // -1: the last
  std::optional<int> weekday;
  TimeUnit unit = TimeUnit::kDay;
};

std::optional<Period> NthIn(const Period& whole, const Nth& part) {
  if (part.weekday) {
    const sys_days edge = part.nth < 0 ? whole.last : whole.first;
    const int apart =
        part.nth < 0 ? (WeekdayOf(edge) - *part.weekday + 7) % 7 : (*part.weekday - WeekdayOf(edge) + 7) % 7;
    const sys_days day = part.nth < 0 ? edge - days(apart) : edge + days(apart + 7 * (part.nth - 1));
    return day > whole.last ? std::nullopt : std::optional(DayAt(day));
  }
  if (part.unit == TimeUnit::kDay) {
    const sys_days day = part.nth < 0 ? whole.last : whole.first + days(part.nth - 1);
    return day > whole.last ? std::nullopt : std::optional(DayAt(day));
  }
  if (part.nth > 0) return WeekIn(whole, part.nth);
  constexpr int kMostWeeks = 54;
  std::optional<Period> last;
  for (int i = 1; i <= kMostWeeks; ++i) {
    auto week = WeekIn(whole, i);
    if (!week) break;
    last = week;
  }
  return last;
}
}  // namespace

std::optional<TimeReading> ReadNthOf(const LocalTokens& tokens, size_t start, sys_days published) {
  Nth part;
  size_t at = 0;
  if (auto last = tokens.Find(start, Sense::kLastOf)) {
    part.nth = -1;
    at = last->end;
  } else if (auto ordinal = ReadLocalOrdinal(tokens, start);
             ordinal && ordinal->marked && ordinal->value > 0) {
    part.nth = ordinal->value;
    at = ordinal->end;
  } else {
    return std::nullopt;
  }
  size_t of = 0;
  if (auto weekday = ReadLocalWeekday(tokens, at)) {
    part.weekday = weekday->value;
    of = weekday->end;
  } else {
    const UnitMatch unit = UnitAt(tokens, at).value_or(UnitMatch());
    if (unit.end == 0 || (unit.unit != TimeUnit::kDay && unit.unit != TimeUnit::kWeek)) return std::nullopt;
    part.unit = unit.unit;
    of = unit.end;
  }
  const auto whole = WholeAt(tokens, SkipFillers(tokens, of), published);
  if (!whole) {
    // "the second Sunday" is one of the month of publication.
    if (!part.weekday || part.nth < 0) return std::nullopt;
    const auto month = MonthOf(YearOfDay(published), MonthOfDay(published));
    auto reading = month ? MakeTimeReading(NthIn(*month, part), start, of) : std::nullopt;
    if (reading) reading->weak = true;
    return reading;
  }
  if (whole->period.grain == Period::Grain::kDay) return std::nullopt;
  auto reading = MakeTimeReading(NthIn(whole->period, part), start, whole->end);
  if (reading && whole->other) reading->other = NthIn(*whole->other, part);
  return reading;
}

std::optional<TimeReading> ReadPartOfWhole(const LocalTokens& tokens, size_t start, sys_days published) {
  const auto whole = WholeAt(tokens, start, published);
  if (!whole || whole->end == start) return std::nullopt;
  const size_t next = SkipFillers(tokens, whole->end);
  Nth part;
  size_t at = 0;
  if (auto last = tokens.Find(next, Sense::kLastOf)) {
    part.nth = -1;
    at = last->end;
  } else if (auto ordinal = ReadLocalOrdinal(tokens, next);
             ordinal && ordinal->marked && ordinal->value > 0) {
    part.nth = ordinal->value;
    at = ordinal->end;
  } else {
    return std::nullopt;
  }
  size_t end = 0;
  if (auto weekday = ReadLocalWeekday(tokens, at)) {
    part.weekday = weekday->value;
    end = weekday->end;
  } else if (const UnitMatch unit = UnitAt(tokens, at).value_or(UnitMatch()); unit.end != 0) {
    part.unit = unit.unit;
    end = unit.end;
    if (unit.unit == TimeUnit::kQuarter && whole->period.grain == Period::Grain::kYear && part.nth > 0)
      return MakeTimeReading(QuarterOf(whole->period.year, part.nth), start, end);
    if (unit.unit != TimeUnit::kDay && unit.unit != TimeUnit::kWeek) return std::nullopt;
  } else {
    return std::nullopt;
  }
  auto reading = MakeTimeReading(NthIn(whole->period, part), start, end);
  if (reading && whole->other) reading->other = NthIn(*whole->other, part);
  return reading;
}

std::optional<TimeReading> ReadWeekOf(const LocalTokens& tokens, size_t at, sys_days published) {
  auto unit = UnitAt(tokens, at);
  if (!unit || unit->unit != TimeUnit::kWeek) return std::nullopt;
  const size_t next = SkipFillers(tokens, unit->end);
  if (next == unit->end) {
    // "la semaine" alone is the current one.
    if (!tokens.Is(at - 1, Sense::kDayMark) && !tokens.Is(at - 1, Sense::kFiller)) return std::nullopt;
    TimeReading week = MakeTimeReading(WeekAt(published), at, unit->end);
    week.weak = true;
    return week;
  }
  auto day = ReadLocalDate(tokens, next);
  if (!day || day->period.grain != Period::Grain::kDay) return std::nullopt;
  auto past = day->period.year_known ? day->period : WithYear(day->period, published, Toward::kPast);
  auto future = day->period.year_known ? std::nullopt : WithYear(day->period, published, Toward::kFuture);
  if (!past) return std::nullopt;
  TimeReading reading = MakeTimeReading(WeekAt(past->first), at, day->end);
  if (future) reading.other = WeekAt(future->first);
  return reading;
}

std::optional<TimeReading> ReadRest(const LocalTokens& tokens, size_t at, sys_days published) {
  auto rest = tokens.Find(at, Sense::kRest);
  if (!rest) {  // "haftanın geri kalanı"
    auto unit = UnitAt(tokens, at);
    rest = unit ? tokens.Find(unit->end, Sense::kRest) : std::nullopt;
    auto whole = rest ? PeriodAround(unit->unit, published, 0) : std::nullopt;
    if (!whole) return std::nullopt;
    return MakeTimeReading(SpanOf(published, whole->last), at, rest->end);
  }
  size_t next = SkipFillers(tokens, rest->end);
  next = tokens.Skip(next, Sense::kShift);
  auto unit = UnitAt(tokens, next);
  auto whole = unit ? PeriodAround(unit->unit, published, 0) : std::nullopt;
  if (!whole) return std::nullopt;
  return MakeTimeReading(SpanOf(published, whole->last), at, tokens.Skip(unit->end, Sense::kShift));
}

std::optional<TimeReading> ReadLonePeriod(const LocalTokens& tokens, size_t at, sys_days published) {
  if (auto unit = UnitAt(tokens, at); unit && unit->unit == TimeUnit::kWeekend) {
    return MakeTimeReading(PeriodAround(TimeUnit::kWeekend, published, 0), at, unit->end);
  }
  if (auto season = tokens.Find(at, Sense::kSeason)) {
    auto reading = MakeTimeReading(SeasonOf(YearOfDay(published), season->value), at, season->end);
    if (reading) reading->weak = true;
    return reading;
  }
  auto ordinal = ReadLocalOrdinal(tokens, at);
  if (!ordinal) return std::nullopt;
  auto unit = UnitAt(tokens, ordinal->end);
  auto half = tokens.Find(ordinal->end, Sense::kHalfYear);
  const bool quarter = unit && unit->unit == TimeUnit::kQuarter;
  if (!quarter && !half) return std::nullopt;
  const size_t end = quarter ? unit->end : half->end;
  auto year = YearOf(YearOfDay(published));
  size_t year_end = 0;
  if (auto whole = WholeAt(tokens, SkipFillers(tokens, end), published)) {
    if (whole->period.grain == Period::Grain::kYear) {
      year = whole->period;
      year_end = whole->end;
    }
  }
  if (!year || ordinal->value < 1 || ordinal->value > (quarter ? 4 : 2)) return std::nullopt;
  auto reading =
      MakeTimeReading(quarter ? QuarterOf(year->year, ordinal->value) : HalfOf(year->year, ordinal->value),
                      at, std::max(end, year_end));
  if (reading) reading->weak = half.has_value() && year_end == 0;
  return reading;
}

}  // namespace verbatim::text
