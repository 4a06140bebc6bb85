#include "text/values/times/calendar.h"

#include <cassert>

namespace verbatim::text {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::last;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;

// EDTF writes years with four digits.
constexpr int kLastYear = 9999;
bool IsYear(int number) { return number >= 1 && number <= kLastYear; }

year_month_day Date(int y, int m, int d) {
  return {year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
}

sys_days LastDayOf(int y, int m) { return year(y) / month(static_cast<unsigned>(m)) / last; }

Period MonthsOf(int y, int first_month, int count) {
  sys_days first = Date(y, first_month, 1);
  return SpanOf(first, AddMonths(first, count) - days(1));
}

// Returns `number`, padded with leading zeros.
std::string Digits(int number, size_t width) {
  std::string text(width, '0');
  for (size_t i = width; i > 0; number /= 10) text[--i] = static_cast<char>('0' + number % 10);
  return text;
}

std::string DateText(const year_month_day& date, int parts) {
  const auto number = static_cast<int>(date.year());
  assert(number >= -kLastYear && number <= kLastYear);
  std::string text = number < 0 ? "-" + Digits(-number, 4) : Digits(number, 4);
  if (parts > 1) text.append(1, '-').append(Digits(static_cast<int>(static_cast<unsigned>(date.month())), 2));
  if (parts > 2) text.append(1, '-').append(Digits(static_cast<int>(static_cast<unsigned>(date.day())), 2));
  return text;
}

}  // namespace

std::optional<Period> DayOf(int y, int m, int d) {
  if (!IsYear(y) || m < 1 || m > 12 || d < 1 || !Date(y, m, d).ok()) return std::nullopt;
  const sys_days at = Date(y, m, d);
  return Period{Period::Grain::kDay, y, m, d, true, at, at};
}

std::optional<Period> MonthOf(int y, int m) {
  if (!IsYear(y) || m < 1 || m > 12) return std::nullopt;
  return Period{Period::Grain::kMonth, y, m, 0, true, Date(y, m, 1), LastDayOf(y, m)};
}

std::optional<Period> YearOf(int y) {
  if (!IsYear(y)) return std::nullopt;
  return Period{Period::Grain::kYear, y, 0, 0, true, Date(y, 1, 1), Date(y, 12, 31)};
}

std::optional<Period> DayOf(int m, int d) {
  constexpr int kLeapYear = 2000;
  auto period = DayOf(kLeapYear, m, d);
  if (period) period->year_known = false;
  return period;
}

std::optional<Period> MonthOf(int m) {
  auto period = MonthOf(2000, m);
  if (period) period->year_known = false;
  return period;
}

std::optional<Period> SeasonOf(int y, int season) {
  if (!IsYear(y) || season < 21 || season > 24) return std::nullopt;
  Period period = MonthsOf(y, 3 * (season - 20), 3);
  period.grain = Period::Grain::kSeason;
  period.year = y;
  period.month = season;
  return period;
}

std::optional<Period> DecadeOf(int first_year) {
  if (!IsYear(first_year) || first_year % 10 != 0) return std::nullopt;
  return Period{Period::Grain::kDecade,      first_year, 0, 0, true, Date(first_year, 1, 1),
                Date(first_year + 9, 12, 31)};
}

std::optional<Period> CenturyOf(int ordinal) {
  if (ordinal < 2 || ordinal > 99) return std::nullopt;
  const int first_year = 100 * (ordinal - 1);
  return Period{Period::Grain::kCentury,      first_year, 0, 0, true, Date(first_year, 1, 1),
                Date(first_year + 99, 12, 31)};
}

std::optional<Period> YearOfEra(int ordinal, Era era) {
  if (!IsYear(ordinal)) return std::nullopt;
  if (era == Era::kAnnoDomini) return YearOf(ordinal);
  const int y = 1 - ordinal;
  return Period{Period::Grain::kYear, y, 0, 0, true, Date(y, 1, 1), Date(y, 12, 31)};
}

std::optional<Period> CenturyOfEra(int ordinal, Era era) {
  if (ordinal < 1 || ordinal > 99) return std::nullopt;
  if (era == Era::kBeforeChrist)
    return SpanOf(Date(1 - 100 * ordinal, 1, 1), Date(100 - 100 * ordinal, 12, 31));
  return ordinal == 1 ? SpanOf(Date(1, 1, 1), Date(100, 12, 31)) : CenturyOf(ordinal);
}

std::optional<Period> QuarterOf(int y, int quarter) {
  if (!IsYear(y) || quarter < 1 || quarter > 4) return std::nullopt;
  return MonthsOf(y, 3 * quarter - 2, 3);
}

std::optional<Period> HalfOf(int y, int half) {
  if (!IsYear(y) || half < 1 || half > 2) return std::nullopt;
  return MonthsOf(y, 6 * half - 5, 6);
}

Period SpanOf(sys_days first, sys_days last_day) {
  return {Period::Grain::kSpan, 0, 0, 0, true, first, last_day};
}

Period DayAt(sys_days at) {
  const year_month_day date(at);
  return {Period::Grain::kDay,
          static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          true,
          at,
          at};
}

int WeekdayOf(sys_days at) { return static_cast<int>(std::chrono::weekday(at).iso_encoding()); }

int YearOfDay(sys_days at) { return static_cast<int>(year_month_day(at).year()); }

int MonthOfDay(sys_days at) { return static_cast<int>(static_cast<unsigned>(year_month_day(at).month())); }

sys_days FirstOfMonth(sys_days at) {
  const year_month_day date(at);
  return date.year() / date.month() / 1;
}

Period WeekAt(sys_days at) {
  sys_days monday = at - days(WeekdayOf(at) - 1);
  return SpanOf(monday, monday + days(6));
}

std::optional<Period> WeekIn(const Period& whole, int ordinal) {
  Period week = WeekAt(whole.first);
  if (week.first + days(3) < whole.first) week = WeekAt(week.last + days(1));
  week = WeekAt(week.first + days(7 * (ordinal - 1)));
  if (ordinal < 1 || week.first + days(3) > whole.last) return std::nullopt;
  return week;
}

std::optional<Period> WithYear(const Period& period, sys_days at, Toward toward) {
  const int step = toward == Toward::kPast ? -1 : 1;
  // 29 February occurs at least once in any eight years, also around 1900.
  constexpr int kMostYears = 8;
  int y = static_cast<int>(year_month_day(at).year());
  for (int i = 0; i <= kMostYears; ++i, y += step) {
    auto dated =
        period.grain == Period::Grain::kDay ? DayOf(y, period.month, period.day) : MonthOf(y, period.month);
    if (!dated) continue;
    if (toward == Toward::kPast ? dated->first <= at : dated->first >= at) return dated;
  }
  return std::nullopt;
}

sys_days AddMonths(sys_days at, int count) {
  year_month_day date(at);
  date += months(count);
  return date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / last);
}

bool IsWritable(const Period& period) {
  auto in_years = [](sys_days at) { return IsYear(static_cast<int>(year_month_day(at).year())); };
  return !period.year_known || (in_years(period.first) && in_years(period.last));
}

std::string ToEdtf(const Period& period) {
  using Grain = Period::Grain;
  if (!period.year_known) {
    std::string text = "XXXX-" + Digits(period.month, 2);
    return period.grain == Grain::kDay ? text + "-" + Digits(period.day, 2) : text;
  }
  const year_month_day first(period.first);
  const year_month_day final(period.last);
  switch (period.grain) {
    case Grain::kDay:
      return DateText(first, 3);
    case Grain::kMonth:
      return DateText(first, 2);
    case Grain::kYear:
      return DateText(first, 1);
    case Grain::kSeason:
      return Digits(period.year, 4) + "-" + Digits(period.month, 2);
    case Grain::kDecade:
      return Digits(period.year / 10, 3) + "X";
    case Grain::kCentury:
      return Digits(period.year / 100, 2) + "XX";
    case Grain::kSpan:
      break;
  }
  if (period.first == period.last) return DateText(first, 3);
  const bool whole_months =
      first.day() == day(1) && sys_days(final.year() / final.month() / last) == period.last;
  const bool whole_years = whole_months && first.month() == month(1) && final.month() == month(12);
  const int parts = whole_years ? 1 : whole_months ? 2 : 3;
  std::string start = DateText(first, parts);
  std::string end = DateText(final, parts);
  return start == end ? start : start + "/" + end;
}

}  // namespace verbatim::text
