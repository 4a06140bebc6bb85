#include "text/values/languages/local_relative.h"

#include <algorithm>
#include <utility>

#include "text/values/languages/local_date.h"
#include "text/values/languages/local_part.h"
#include "text/values/languages/local_shift.h"
#include "text/values/times/time_units.h"

namespace verbatim::text {
namespace {

using std::chrono::days;

std::optional<TimeReading> ReadLoneWeekday(const LocalTokens& tokens, size_t at, sys_days published) {
  auto weekday = ReadLocalWeekday(tokens, at);
  if (!weekday) return std::nullopt;
  // "Donnerstag der 21.": the nearest month in which that day is that weekday.
  if (auto day = ReadLocalDay(tokens, SkipFillers(tokens, weekday->end));
      day && (day->marked || tokens.IsNumeral(day->end - 1)) && !tokens.IsWord(day->end)) {
    constexpr int kMonthsAway = 12;
    for (int away = 0; away <= kMonthsAway; ++away) {
      for (const int sign : {-1, 1}) {
        const sys_days month = AddMonths(FirstOfMonth(published), sign * away);
        auto candidate = DayOf(YearOfDay(month), MonthOfDay(month), day->value);
        if (candidate && WeekdayOf(candidate->first) == weekday->value)
          return MakeTimeReading(*candidate, at, day->end);
      }
    }
  }
  const int since = (WeekdayOf(published) - weekday->value + 7) % 7;
  TimeReading reading = MakeTimeReading(DayAt(published - days(since)), at, weekday->end);
  reading.other = DayAt(published + days(7 - since));
  return reading;
}

// Reads "am 15.", "le 2", "el 15": the most recent such day, or the next one.
std::optional<TimeReading> ReadLoneDay(const LocalTokens& tokens, size_t at, sys_days published) {
  const bool led = tokens.Is(at - 1, Sense::kDayMark);
  auto day = ReadLocalDay(tokens, at);
  if (!day) return std::nullopt;
  // In Turkish and Russian the mark follows: "15'inde", "15-го числа".
  size_t suffix = tokens.IsNumeral(at) && tokens[at + 1].apostrophe ? at + 1 : day->end;
  if (!led && !tokens.Is(suffix, Sense::kDayMark)) return std::nullopt;
  if (!tokens.IsNumeral(at) && !day->marked) return std::nullopt;
  size_t end = day->end;
  if (!led) end = tokens.Skip(suffix, Sense::kDayMark);
  if (tokens.IsSign(end, U'%') || tokens.IsSign(end, U':') || tokens.IsSign(end, U'/')) return std::nullopt;
  if (!day->marked && led && tokens.IsWord(end) && !tokens.Known(end)) return std::nullopt;
  if (!day->marked && (tokens.Is(end, Sense::kCurrency) || tokens.Is(end, Sense::kTimeUnit) ||
                       tokens.Is(end, Sense::kMeasure) || tokens.Is(end, Sense::kPercent)))
    return std::nullopt;
  const sys_days month = FirstOfMonth(published);
  auto in_month = [&](int away) {
    const sys_days first = AddMonths(month, away);
    return DayOf(YearOfDay(first), MonthOfDay(first), day->value);
  };
  auto here = in_month(0);
  const bool over = here && here->first <= published;
  auto reading = MakeTimeReading(over ? here : in_month(-1), at, end);
  if (!reading) return std::nullopt;
  reading->other = over ? in_month(1) : here;
  reading->weak = true;
  return reading;
}
// Reads "gelecek ayın 20'sinde".
std::optional<TimeReading> ReadShiftedMonthAndDay(const LocalTokens& tokens, size_t at, sys_days published) {
  auto month = ReadShifted(tokens, at, published);
  if (!month || month->period.grain != Period::Grain::kMonth || !tokens.IsNumeral(month->end))
    return std::nullopt;
  auto day = ReadLocalDay(tokens, month->end);
  const bool marked = day && (day->marked || tokens[day->end].apostrophe);
  if (!marked) return std::nullopt;
  return MakeTimeReading(DayOf(month->period.year, month->period.month, day->value), at,
                         tokens.Skip(day->end, Sense::kDayMark));
}

}  // namespace

std::optional<TimeReading> ReadLocalDayOfShiftedMonth(const LocalTokens& tokens, size_t at,
                                                      sys_days published) {
  auto day = ReadLocalDay(tokens, at);
  if (!day) return std::nullopt;
  const size_t next = SkipFillers(tokens, day->end);
  if (next == day->end && !day->marked) return std::nullopt;  // "3 prochains mois"
  std::optional<TimeReading> month = ReadNamedDay(tokens, next, published);
  if (!month) month = ReadShifted(tokens, next, published);
  if (!month || month->period.grain != Period::Grain::kMonth) return std::nullopt;
  return MakeTimeReading(DayOf(month->period.year, month->period.month, day->value), at, month->end);
}

std::optional<TimeReading> ReadLocalRelative(const LocalTokens& tokens, size_t at, sys_days published) {
  std::optional<TimeReading> best;
  for (auto read :
       {ReadNthOf, ReadPartOfWhole, ReadLocalDayOfShiftedMonth, ReadShiftedMonthAndDay, ReadNamedDay,
        ReadShifted, ReadAway, ReadWeekOf, ReadRest, ReadLoneWeekday, ReadLonePeriod, ReadLoneDay}) {
    auto reading = read(tokens, at, published);
    if (!reading || (best && best->end >= reading->end)) continue;
    if (!IsWritable(reading->period)) continue;
    if (reading->other && !IsWritable(*reading->other)) reading->other.reset();
    best = std::move(reading);
  }
  return best;
}

}  // namespace verbatim::text
