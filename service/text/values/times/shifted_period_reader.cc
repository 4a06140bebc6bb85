#include "text/values/times/shifted_period_reader.h"

#include <string_view>

#include "text/values/times/date_reader.h"
#include "text/values/times/time_units.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;

// The words that shift a period: "the last".
struct Shift {
  int count = 0;     // -1, 0 or 1
  size_t start = 0;  // its first token
  size_t at = 0;     // the token of "last"
  size_t end = 0;    // the token after it
};

// Reads the duration in "the last three weeks" and "the next two decades". Decades are whole decades of the
// calendar. Other durations begin or end next to the day of publication.
std::optional<TimeReading> ReadShiftedDuration(const Tokens& tokens, const Shift& shift, sys_days published) {
  auto duration = ReadDuration(tokens, shift.end);
  if (!duration || shift.count == 0 || tokens.Is(shift.end, F::kA)) return std::nullopt;
  const bool past = shift.count < 0;
  if (duration->unit == TimeUnit::kDecade && duration->single) {
    auto decade = PeriodAround(TimeUnit::kDecade, published, 0);
    if (!decade) return std::nullopt;
    const int years = 10 * duration->count;
    auto edge = DecadeOf(past ? decade->year - years : decade->year + years);
    if (!edge) return std::nullopt;
    const Period span =
        past ? SpanOf(edge->first, decade->first - days(1)) : SpanOf(decade->last + days(1), edge->last);
    return MakeTimeReading(span, shift.start, duration->end);
  }
  const Period span = past ? SpanOf(AddDuration(published, *duration, -1), published - days(1))
                           : SpanOf(published + days(1), AddDuration(published, *duration, 1));
  return MakeTimeReading(span, shift.start, duration->end);
}

// Reads a weekday or a range of weekdays after a week: "this week Friday", "next week between Wednesday and
// Friday". `at` is the token after "week".
std::optional<TimeReading> ReadDaysOfWeek(const Tokens& tokens, size_t start, size_t at, const Period& week) {
  auto day_of = [&](int weekday) { return week.first + days(weekday - 1); };
  if (auto weekday = ReadWeekday(tokens, at)) {
    return MakeTimeReading(DayAt(day_of(weekday->value)), start, weekday->end);
  }
  const bool between = tokens.Is(at, F::kBetween);
  if (!between && !tokens.Is(at, F::kFrom)) return std::nullopt;
  auto first = ReadWeekday(tokens, at + 1);
  if (!first || !tokens.Is(first->end, between ? F::kAnd : F::kTo)) return std::nullopt;
  auto last = ReadWeekday(tokens, first->end + 1);
  if (!last || last->value <= first->value) return std::nullopt;
  return MakeTimeReading(SpanOf(day_of(first->value), day_of(last->value)), start, last->end);
}

// Returns whether the shift means the next one from the day of publication on, which may be in this week.
bool IsComing(const Tokens& tokens, const Shift& shift) {
  const std::string_view word = tokens.Text(shift.at);
  return word == "coming" || word == "upcoming";
}

// Reads the unit in "last month" and "this week".
std::optional<TimeReading> ReadShiftedUnit(const Tokens& tokens, const Shift& shift, sys_days published) {
  auto unit = TimeUnitAt(tokens, shift.end);
  if (!unit || IsPlural(tokens, shift.end)) return std::nullopt;
  auto period = PeriodAround(*unit, published, shift.count);
  if (!period) return std::nullopt;
  if (*unit == TimeUnit::kWeek) {
    if (auto reading = ReadDaysOfWeek(tokens, shift.start, shift.end + 1, *period)) return reading;
  }
  TimeReading reading = MakeTimeReading(*period, shift.start, shift.end + 1);
  // "in the past year" may also mean the last twelve months.
  if (*unit == TimeUnit::kWeekend && IsComing(tokens, shift))
    reading.other = PeriodAround(*unit, published, 0);
  const std::string_view word = tokens.Text(shift.at);
  reading.weak = word == "past" || word == "following" || word == "previous";
  return reading;
}

// Reads the weekday in "last Tuesday", the most recent one before the publication, and in "next Sunday", the
// one in the next week.
std::optional<TimeReading> ReadShiftedWeekday(const Tokens& tokens, const Shift& shift, sys_days published) {
  auto weekday = ReadWeekday(tokens, shift.end);
  if (!weekday) return std::nullopt;
  const sys_days in_this_week = WeekAt(published).first + days(weekday->value - 1);
  const Period in_shifted_week = DayAt(in_this_week + days(7 * shift.count));
  TimeReading reading = MakeTimeReading(in_shifted_week, shift.start, weekday->end);
  const bool most_recent = shift.count < 0 && in_this_week < published;
  const bool coming = IsComing(tokens, shift) && in_this_week > published;
  if (most_recent || coming) {
    reading.other = in_shifted_week;
    reading.period = DayAt(in_this_week);
  }
  return reading;
}

// Reads the month in "last May" and "this May".
std::optional<TimeReading> ReadShiftedMonth(const Tokens& tokens, const Shift& shift, sys_days published) {
  auto month = ReadMonth(tokens, shift.end);
  auto named = month ? MonthOf(month->value) : std::nullopt;
  if (!named) return std::nullopt;
  const int year = YearOfDay(published);
  if (shift.count == 0) return MakeTimeReading(MonthOf(year, month->value), shift.start, month->end);
  const Toward toward = shift.count < 0 ? Toward::kPast : Toward::kFuture;
  auto reading = MakeTimeReading(WithYear(*named, published, toward), shift.start, month->end);
  if (reading && shift.count < 0) reading->other = MonthOf(year - 1, month->value);
  return reading;
}

// Returns the season in "last winter", in "this winter" (the next to end) or in "next winter" (the next to
// begin).
std::optional<Period> ShiftedSeason(int season, int shift, sys_days published) {
  const int this_year = YearOfDay(published);
  for (int year : {this_year - 1, this_year, this_year + 1}) {
    auto period = SeasonOf(year, season);
    if (!period) continue;
    if (shift > 0 && period->first > published) return period;
    if (shift == 0 && period->last >= published) return period;
    if (shift < 0) {
      auto following = SeasonOf(year + 1, season);
      if (!following || following->last >= published) return period;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<TimeReading> ReadShiftedPeriod(const Tokens& tokens, size_t at, sys_days published) {
  const size_t word = tokens.Is(at, F::kThe) ? at + 1 : at;
  auto count = tokens.As(word, Role::kShift);
  if (!count) return std::nullopt;
  // "this coming Friday", "this past Friday"
  const auto again = *count == 0 ? tokens.As(word + 1, Role::kShift) : std::nullopt;
  const bool both = again && *again != 0;
  const size_t last = both ? word + 1 : word;
  const Shift shift{both ? *again : *count, at, last, last + 1};
  for (auto read : {ReadShiftedDuration, ReadShiftedUnit, ReadShiftedWeekday, ReadShiftedMonth}) {
    if (auto reading = read(tokens, shift, published)) return reading;
  }
  if (shift.count == -1 && tokens.Text(shift.end) == "night")
    return MakeTimeReading(DayAt(published - days(1)), at, shift.end + 1);
  auto season = tokens.As(shift.end, Role::kSeason);
  if (!season) return std::nullopt;
  return MakeTimeReading(ShiftedSeason(*season, shift.count, published), at, shift.end + 1);
}

}  // namespace verbatim::text
