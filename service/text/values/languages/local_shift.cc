#include "text/values/languages/local_shift.h"

#include <algorithm>
#include <utility>

#include "text/values/languages/local_date.h"
#include "text/values/languages/local_number.h"
#include "text/values/times/time_units.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

using std::chrono::days;

struct LocalDuration {
  Duration length;
  bool counted = false;  // with a number
  size_t end = 0;
};

bool AddTo(Duration& duration, TimeUnit unit, int count) {
  switch (unit) {
    case TimeUnit::kDay:
      duration.days += count;
      break;
    case TimeUnit::kWeek:
      duration.days += 7 * count;
      break;
    case TimeUnit::kFortnight:
      duration.days += 14 * count;
      break;
    case TimeUnit::kMonth:
      duration.months += count;
      break;
    case TimeUnit::kQuarter:
      duration.months += 3 * count;
      break;
    case TimeUnit::kYear:
      duration.months += 12 * count;
      break;
    case TimeUnit::kDecade:
      duration.months += 120 * count;
      break;
    default:
      return false;
  }
  duration.single = duration.count == 0;
  duration.unit = unit;
  duration.count = count;
  return true;
}

// Reads "drei Wochen", "quelques jours", "1 maand en 21 dagen", and a unit alone as one of it.
std::optional<LocalDuration> ReadDurationAt(const LocalTokens& tokens, size_t at) {
  constexpr int kFew = 3;
  constexpr int kMost = 10'000;
  LocalDuration duration;
  for (size_t next = at;;) {
    std::optional<int> count;
    size_t unit_at = next;
    if (auto few = tokens.Find(next, Sense::kFew)) {
      count = kFew;
      unit_at = few->end;
    } else if (auto number = ReadLocalNumber(tokens, next); number && !number->fraction && !number->ordinal) {
      count = number->number.AsSmallInteger(kMost);
      unit_at = number->end;
    } else if (duration.end == 0) {
      count = 1;
    }
    auto unit = UnitAt(tokens, unit_at);
    if (!count || !unit || !AddTo(duration.length, unit->unit, *count)) break;
    if (duration.length.months > 12 * kMost) return std::nullopt;
    duration.end = unit->end;
    duration.counted = duration.counted || unit_at != next;
    auto link = tokens.Find(duration.end, Sense::kAnd);
    next = link ? link->end : tokens.IsSign(duration.end, U',') ? duration.end + 1 : duration.end;
  }
  if (duration.end == 0) return std::nullopt;
  return duration;
}

// As exact as the unit of the duration: "two years ago" is a year, and the exact day is another meaning.
TimeReading Away(sys_days day, const Duration& duration, size_t start, size_t end) {
  const Period exact = DayAt(day);
  const bool coarse =
      duration.single && (duration.unit == TimeUnit::kMonth || duration.unit == TimeUnit::kYear ||
                          duration.unit == TimeUnit::kDecade || duration.unit == TimeUnit::kQuarter);
  if (!coarse) {
    TimeReading reading = MakeTimeReading(exact, start, end);
    if (duration.single && duration.unit == TimeUnit::kWeek) reading.other = WeekAt(day);
    return reading;
  }
  auto around =
      PeriodAround(duration.unit == TimeUnit::kMonth || duration.unit == TimeUnit::kQuarter ? TimeUnit::kMonth
                                                                                            : TimeUnit::kYear,
                   day, 0);
  TimeReading reading = MakeTimeReading(around.value_or(exact), start, end);
  reading.other = exact;
  return reading;
}
// The weekday of the shifted week, or the nearest one in that direction.
TimeReading ShiftedWeekday(int weekday, int shift, sys_days published, size_t start, size_t end) {
  const sys_days in_week = WeekAt(published).first + days(weekday - 1);
  const sys_days shifted = in_week + days(7 * shift);
  TimeReading reading = MakeTimeReading(DayAt(shifted), start, end);
  if (shift < 0 && in_week < published) {
    reading.period = DayAt(in_week);
    reading.other = DayAt(shifted);
  } else if (shift > 0 && in_week > published) {
    reading.other = DayAt(in_week);
  } else if (shift == 0 && in_week <= published) {
    reading.other = DayAt(in_week + days(7));
  }
  return reading;
}

std::optional<TimeReading> ShiftedMonth(int month, int shift, sys_days published, size_t start, size_t end) {
  auto named = MonthOf(month);
  if (!named) return std::nullopt;
  const int year = YearOfDay(published);
  if (shift == 0) return MakeTimeReading(MonthOf(year, month), start, end);
  auto reading =
      MakeTimeReading(WithYear(*named, published, shift < 0 ? Toward::kPast : Toward::kFuture), start, end);
  if (reading) reading->other = MonthOf(year + shift, month);
  return reading;
}

// Reads the thing that a shift moves, at `at`: a unit, a weekday, a month, a season, or several units. `start` and
// `end` are those of the whole phrase; `end` 0 means that it ends with the thing.
std::optional<TimeReading> Shifted(const LocalTokens& tokens, size_t at, int shift, sys_days published,
                                   size_t start, size_t end) {
  if (auto unit = UnitAt(tokens, at)) {
    auto period = PeriodAround(unit->unit, published, shift);
    if (!period && unit->unit == TimeUnit::kFortnight)
      period = SpanOf(published - days(14), published - days(1));
    if (!period) return std::nullopt;
    auto reading = MakeTimeReading(*period, start, end == 0 ? unit->end : end);
    // "volgende week maandag"
    if (unit->unit == TimeUnit::kWeek && end == 0) {
      if (auto weekday = ReadLocalWeekday(tokens, SkipFillers(tokens, unit->end))) {
        return MakeTimeReading(DayAt(period->first + days(weekday->value - 1)), start, weekday->end);
      }
    }
    return reading;
  }
  if (auto weekday = ReadLocalWeekday(tokens, at)) {
    return ShiftedWeekday(weekday->value, shift, published, start, end == 0 ? weekday->end : end);
  }
  if (auto month = ReadLocalMonth(tokens, at, true)) {
    return ShiftedMonth(month->value, shift, published, start, end == 0 ? month->end : end);
  }
  if (auto season = tokens.Find(at, Sense::kSeason)) {
    return MakeTimeReading(SeasonOf(YearOfDay(published) + shift, season->value), start,
                           end == 0 ? season->end : end);
  }
  return std::nullopt;
}

std::optional<TimeReading> ShiftedDuration(const LocalDuration& duration, int shift, sys_days published,
                                           size_t start, size_t end) {
  if (shift == 0) return std::nullopt;
  if (duration.length.unit == TimeUnit::kDecade && duration.length.single) {
    // Decades are whole decades of the calendar.
    const int first = YearOfDay(published) / 10 * 10;
    const int years = 10 * duration.length.count;
    auto edge = DecadeOf(shift < 0 ? first - years : first + years);
    auto decade = DecadeOf(first);
    if (!edge || !decade) return std::nullopt;
    return MakeTimeReading(
        shift < 0 ? SpanOf(edge->first, decade->first - days(1)) : SpanOf(decade->last + days(1), edge->last),
        start, end);
  }
  const Period span = shift < 0 ? SpanOf(AddDuration(published, duration.length, -1), published - days(1))
                                : SpanOf(published + days(1), AddDuration(published, duration.length, 1));
  return MakeTimeReading(span, start, end);
}
}  // namespace

std::optional<UnitMatch> UnitAt(const LocalTokens& tokens, size_t at) {
  auto found = tokens.Find(at, Sense::kTimeUnit);
  if (!found) return std::nullopt;
  size_t end = found->end;
  // The full stop of "г." belongs to the abbreviation.
  if (tokens.Text(end - 1).size() <= 3 && tokens.IsSign(end, U'.') && tokens.Touches(end) &&
      tokens.IsWord(end + 1))
    ++end;
  return UnitMatch{static_cast<TimeUnit>(found->value), end};
}
std::optional<TimeReading> ReadNamedDay(const LocalTokens& tokens, size_t at, sys_days published) {
  if (auto day = tokens.Find(at, Sense::kDay))
    return MakeTimeReading(DayAt(published + days(day->value)), at, day->end);
  auto period = tokens.Find(at, Sense::kPeriod);
  if (!period) return std::nullopt;
  const auto unit = static_cast<TimeUnit>(period->value / 100);
  return MakeTimeReading(PeriodAround(unit, published, period->value % 100 - 50), at, period->end);
}

std::optional<TimeReading> ReadShifted(const LocalTokens& tokens, size_t start, sys_days published) {
  if (auto shift = tokens.Find(start, Sense::kShift)) {
    size_t at = shift->end;
    int count = shift->value;
    if (auto again = tokens.Find(at, Sense::kShift); again && again->value != 0) {  // "este próximo viernes"
      at = again->end;
      count = again->value;
    }
    const bool single = UnitAt(tokens, at).has_value();
    auto duration = single ? std::nullopt : ReadDurationAt(tokens, at);
    if (duration && duration->length.count > 0 && (duration->counted || tokens.Is(at, Sense::kFew))) {
      if (auto reading = ShiftedDuration(*duration, count, published, start, duration->end)) return reading;
    }
    if (auto reading = Shifted(tokens, at, count, published, start, 0)) {
      // "cette semaine dernière", "esta semana pasada", "ce mois-ci"
      if (auto after = tokens.Find(reading->end, Sense::kShift); after && count == 0 && after->value != 0) {
        if (auto moved = Shifted(tokens, at, after->value, published, start, after->end)) return moved;
      }
      return reading;
    }
  }
  // The shift follows: "semaine dernière", "mes pasado", "3 dernières années", "últimos 3 días" is above.
  size_t thing = start;
  auto duration = ReadDurationAt(tokens, thing);
  if (duration) {
    if (auto shift = tokens.Find(duration->end, Sense::kShift); shift && duration->counted) {
      return ShiftedDuration(*duration, shift->value, published, start, shift->end);
    }
  }
  if (auto number = ReadLocalNumber(tokens, thing); number && !number->fraction && !number->ordinal) {
    if (auto shift = tokens.Find(number->end, Sense::kShift)) {
      auto unit = UnitAt(tokens, shift->end);
      auto count = number->number.AsSmallInteger(1000);
      LocalDuration length;
      if (unit && count && AddTo(length.length, unit->unit, *count))
        return ShiftedDuration(length, shift->value, published, start, unit->end);
    }
  }
  size_t end = thing;
  if (auto unit = UnitAt(tokens, thing))
    end = unit->end;
  else if (auto weekday = ReadLocalWeekday(tokens, thing))
    end = weekday->end;
  else if (auto month = ReadLocalMonth(tokens, thing, true))
    end = month->end;
  else if (auto season = tokens.Find(thing, Sense::kSeason))
    end = season->end;
  if (end == thing) return std::nullopt;
  size_t next = end;
  if (tokens.IsSign(next, U'-') && tokens.Touches(next)) ++next;
  auto shift = tokens.Find(next, Sense::kShift);
  if (!shift) {
    // "sonntag der letzten woche", "vendredi la semaine prochaine"
    next = SkipFillers(tokens, next);
    shift = tokens.Find(next, Sense::kShift);
    auto weekday = ReadLocalWeekday(tokens, thing);
    if (!weekday) return std::nullopt;
    auto week = shift ? UnitAt(tokens, shift->end) : UnitAt(tokens, next);
    if (!week || week->unit != TimeUnit::kWeek) return std::nullopt;
    size_t whole_end = week->end;
    if (!shift) {
      shift = tokens.Find(week->end, Sense::kShift);
      if (!shift) return std::nullopt;
      whole_end = shift->end;
    }
    const sys_days monday = WeekAt(published + days(7 * shift->value)).first;
    return MakeTimeReading(DayAt(monday + days(weekday->value - 1)), start, whole_end);
  }
  // In "Montag diese Woche" the shift belongs to the week after it.
  if (auto week = UnitAt(tokens, shift->end); week && week->unit == TimeUnit::kWeek) {
    if (auto weekday = ReadLocalWeekday(tokens, thing)) {
      const sys_days monday = WeekAt(published + days(7 * shift->value)).first;
      return MakeTimeReading(DayAt(monday + days(weekday->value - 1)), start, week->end);
    }
  }
  return Shifted(tokens, thing, shift->value, published, start, shift->end);
}

std::optional<TimeReading> ReadAway(const LocalTokens& tokens, size_t start, sys_days published) {
  if (auto ago = tokens.Find(start, Sense::kAgo)) {
    size_t at = ago->end;
    auto about = tokens.Find(at, Sense::kBound);
    if (about) at = about->end;
    auto duration = ReadDurationAt(tokens, at);
    const bool counted = duration && (duration->counted || tokens.Is(at, Sense::kFew));
    if (counted) {
      return Away(AddDuration(published, duration->length, -1), duration->length, start,
                  tokens.Skip(duration->end, Sense::kAgo));
    }
  }
  if (auto within = tokens.Find(start, Sense::kWithin)) {
    auto duration = ReadDurationAt(tokens, within->end);
    if (duration && duration->counted) {
      TimeReading reading = MakeTimeReading(SpanOf(published, AddDuration(published, duration->length, 1)),
                                            start, duration->end);
      reading.weak = true;
      reading.other = DayAt(AddDuration(published, duration->length, 1));
      return reading;
    }
  }
  if (auto later = tokens.Find(start, Sense::kLater)) {
    auto duration = ReadDurationAt(tokens, later->end);
    if (duration && (duration->counted || tokens.Is(later->end, Sense::kFew))) {
      TimeReading reading =
          Away(AddDuration(published, duration->length, 1), duration->length, start, duration->end);
      reading.weak = true;
      return reading;
    }
  }
  auto duration = ReadDurationAt(tokens, start);
  if (!duration) return std::nullopt;
  if (auto ago = tokens.Find(duration->end, Sense::kAgo)) {
    return Away(AddDuration(published, duration->length, -1), duration->length, start, ago->end);
  }
  if (auto within = tokens.Find(duration->end, Sense::kWithin);
      within && duration->counted) {  // "5 gün içinde"
    TimeReading reading =
        MakeTimeReading(SpanOf(published, AddDuration(published, duration->length, 1)), start, within->end);
    reading.weak = true;
    reading.other = DayAt(AddDuration(published, duration->length, 1));
    return reading;
  }
  auto later = tokens.Find(duration->end, Sense::kLater);
  const bool counted = duration->counted || tokens.Is(start, Sense::kFew);
  if (!later || !counted || ReadLocalNumber(tokens, later->end)) return std::nullopt;
  TimeReading reading =
      Away(AddDuration(published, duration->length, 1), duration->length, start, later->end);
  reading.weak = true;
  return reading;
}

}  // namespace verbatim::text
