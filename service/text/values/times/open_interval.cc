#include "text/values/times/open_interval.h"

#include <optional>
#include <string>

#include "text/values/times/calendar.h"

namespace verbatim::text {
namespace {

// Returns the period as the first or last date of an interval. EDTF level 1 requires a date there.
std::string EdgeEdtf(const Period& period, bool last) {
  std::string edge = ToEdtf(period);
  const bool date = edge.find('/') == std::string::npos && edge.find('X') == std::string::npos &&
                    period.grain != Period::Grain::kSeason;
  return date || !period.year_known ? edge : ToEdtf(DayAt(last ? period.last : period.first));
}

// Returns the year, month or day before (`step` -1) or after (1) a period. Other periods have a day beside them.
std::string NextTo(const Period& period, int step) {
  const sys_days day = step < 0 ? period.first - std::chrono::days(1) : period.last + std::chrono::days(1);
  std::optional<Period> next;
  if (period.grain == Period::Grain::kYear) next = YearOf(YearOfDay(day));
  if (period.grain == Period::Grain::kMonth) next = MonthOf(YearOfDay(day), MonthOfDay(day));
  return ToEdtf(next.value_or(DayAt(day)));
}

}  // namespace

void AddOpenIntervals(TypedValue value, const TimeReading& time, std::vector<TypedValue>& found) {
  using Limit = TimeReading::Limit;
  value.kind = ValueKind::kTime;
  value.limit = false;
  value.reading = Reading::kPart;
  const bool until = time.limit == Limit::kUntil || time.limit == Limit::kBefore;
  const std::string edge = EdgeEdtf(time.period, until);
  const std::string with = until ? "../" + edge : edge + "/..";
  if (time.limit == Limit::kSince || time.limit == Limit::kUntil || !time.period.year_known) {
    value.edtf = with;
    found.push_back(value);
    return;
  }
  value.edtf = until ? "../" + NextTo(time.period, -1) : NextTo(time.period, 1) + "/..";
  found.push_back(value);
  value.reading = Reading::kAlternative;
  value.edtf = with;
  found.push_back(value);
}

}  // namespace verbatim::text
