#include "text/values/times/time_units.h"

#include <string_view>

#include "text/values/numbers/number_reader.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;

// Adds `count` units to `duration`. Returns false if the unit is not counted in days or months.
bool AddUnits(TimeUnit unit, int count, Duration& duration) {
  switch (unit) {
    case TimeUnit::kDay:
      duration.days += count;
      return true;
    case TimeUnit::kWeek:
      duration.days += 7 * count;
      return true;
    case TimeUnit::kFortnight:
      duration.days += 14 * count;
      return true;
    case TimeUnit::kMonth:
      duration.months += count;
      return true;
    case TimeUnit::kQuarter:
      duration.months += 3 * count;
      return true;
    case TimeUnit::kYear:
      duration.months += 12 * count;
      return true;
    case TimeUnit::kDecade:
      duration.months += 120 * count;
      return true;
    case TimeUnit::kCentury:
      duration.months += 1200 * count;
      return true;
    default:
      return false;
  }
}

}  // namespace

std::optional<TimeUnit> TimeUnitAt(const Tokens& tokens, size_t at) {
  auto unit = tokens.As(at, Role::kTimeUnit);
  if (!unit) return std::nullopt;
  return static_cast<TimeUnit>(*unit);
}

bool IsPlural(const Tokens& tokens, size_t at) {
  std::string_view text = tokens.Text(at);
  return !text.empty() && text.back() == 's';
}

std::optional<Period> PeriodAround(TimeUnit unit, sys_days day, int shift) {
  const sys_days month = AddMonths(FirstOfMonth(day), shift);
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

std::optional<Duration> ReadDuration(const Tokens& tokens, size_t at) {
  constexpr int kFew = 3;        // "a few" has no exact number; 3 is a usual one
  constexpr int kMost = 10'000;  // units of one part, and years in all
  Duration duration;
  for (size_t next = at;;) {
    std::optional<int> count;
    size_t unit_at = next;
    if (tokens.Is(next, F::kFew) || (tokens.Is(next, F::kA) && tokens.Is(next + 1, F::kFew))) {
      count = kFew;
      unit_at = tokens.Is(next, F::kFew) ? next + 1 : next + 2;
    } else if (tokens.Is(next, F::kA) && tokens.Text(next + 1) == "couple") {  // "a couple of weeks"
      count = 2;
      unit_at = tokens.Is(next + 2, F::kOf) ? next + 3 : next + 2;
    } else if (tokens.Is(next, F::kA) && TimeUnitAt(tokens, next + 1)) {
      count = 1;
      unit_at = next + 1;
    } else if (auto number = ReadNumber(tokens, next); number && !number->fraction) {
      count = number->number.AsSmallInteger(kMost);
      unit_at = number->end;
    }
    auto unit = TimeUnitAt(tokens, unit_at);
    if (!count || !unit) break;
    if (!AddUnits(*unit, *count, duration)) return std::nullopt;
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

sys_days AddDuration(sys_days day, const Duration& duration, int sign) {
  return AddMonths(day, sign * duration.months) + days(sign * duration.days);
}

}  // namespace verbatim::text
