#include "text/values/times/relative_reader.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "text/values/times/date_reader.h"
#include "text/values/times/period_part_reader.h"
#include "text/values/times/shifted_period_reader.h"
#include "text/values/times/time_units.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;

// Returns the time at `day`, which is `duration` away. It is as exact as the unit of the duration: "two years
// ago" is a year, and the exact day is the other possible meaning.
TimeReading Away(sys_days day, const Duration& duration, size_t start, size_t end) {
  const Period exact = DayAt(day);
  const bool coarse =
      duration.single && (duration.unit == TimeUnit::kMonth || duration.unit == TimeUnit::kYear ||
                          duration.unit == TimeUnit::kDecade || duration.unit == TimeUnit::kCentury);
  if (!coarse) return MakeTimeReading(exact, start, end);
  auto around = PeriodAround(duration.unit == TimeUnit::kMonth ? TimeUnit::kMonth : TimeUnit::kYear, day, 0);
  TimeReading reading = MakeTimeReading(around.value_or(exact), start, end);
  reading.other = exact;
  return reading;
}

// Reads "yesterday", "now", "the day after tomorrow", "the month after the next".
std::optional<TimeReading> ReadNamedDay(const Tokens& tokens, size_t start, sys_days published) {
  const size_t at = tokens.Is(start, F::kThe) ? start + 1 : start;
  if (auto shift = tokens.As(at, Role::kDay); shift && at == start)
    return MakeTimeReading(DayAt(published + days(*shift)), at, at + 1);
  if (at == start && tokens.Is(at, F::kNow)) {
    TimeReading now = MakeTimeReading(DayAt(published), at, at + 1);
    now.weak = true;
    return now;
  }
  auto unit = TimeUnitAt(tokens, at);
  const bool after = tokens.Is(at + 1, F::kAfter);
  if (!unit || (!after && !tokens.Is(at + 1, F::kBefore))) return std::nullopt;
  if (*unit == TimeUnit::kDay) {
    auto day = tokens.As(at + 2, Role::kDay);
    if (!day || *day != (after ? 1 : -1)) return std::nullopt;
    return MakeTimeReading(DayAt(published + days(2 * *day)), start, at + 3);
  }
  const size_t next = tokens.Is(at + 2, F::kThe) ? at + 3 : at + 2;
  auto shift = tokens.As(next, Role::kShift);
  if (!shift || *shift != (after ? 1 : -1) || tokens.Has(next + 1, Role::kTimeUnit)) return std::nullopt;
  return MakeTimeReading(PeriodAround(*unit, published, 2 * *shift), start, next + 1);
}

// Returns whether the duration after the "in" at `at` is the time for which nothing was so large or so early:
// "the lowest level in twenty years", "the first fall in a decade", "not seen in 40 years". It leads to no
// day to come.
bool MeasuresARecord(const Tokens& tokens, size_t at) {
  constexpr size_t kMaxWords = 7;
  constexpr std::string_view kRecords[] = {"first", "last",  "only", "record", "most",  "least",   "best",
                                           "worst", "never", "not",  "once",   "twice", "longest", "seldom"};
  constexpr std::string_view kOthers[] = {
      "interest",  "forest",    "request", "protest", "harvest",  "arrest", "contest",
      "suggest",   "invest",    "honest",  "modest",  "manifest", "digest", "conquest",
      "northwest", "southwest", "midwest", "guest",   "quest",    "attest", "detest"};
  auto contains = [](const auto& words, std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
  };
  for (size_t i = 1; i <= kMaxWords && tokens.IsWord(at - i); ++i) {
    const std::string_view word = tokens.Text(at - i);
    const bool superlative = word.size() > 4 && word.ends_with("est") && !contains(kOthers, word);
    if (superlative || contains(kRecords, word)) return true;
  }
  return false;
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
    TimeReading reading =
        MakeTimeReading(SpanOf(published, AddDuration(published, *duration, 1)), start, next);
    reading.weak = true;
    return reading;
  }
  if (!in && tokens.Is(next, F::kAgo))
    return Away(AddDuration(published, *duration, -1), *duration, start, next + 1);
  if (!in && tokens.Is(next, F::kLater)) {
    TimeReading reading = Away(AddDuration(published, *duration, 1), *duration, start, next + 1);
    reading.weak = true;  // usually later than another event in the text
    return reading;
  }
  // "two days after tomorrow", "3 days before yesterday"
  const bool before = tokens.Is(next, F::kBefore);
  if (!in && (before || tokens.Is(next, F::kAfter))) {
    if (auto day = tokens.As(next + 1, Role::kDay))
      return Away(AddDuration(published + days(*day), *duration, before ? -1 : 1), *duration, start,
                  next + 2);
  }
  if (tokens.Is(next, F::kFrom) && !in) {
    std::optional<int> day = tokens.Is(next + 1, F::kNow) ? 0 : tokens.As(next + 1, Role::kDay);
    if (day) return Away(AddDuration(published + days(*day), *duration, 1), *duration, start, next + 2);
  }
  if (in && MeasuresARecord(tokens, start)) return std::nullopt;
  if (in) {  // "in 3 weeks" may also mean a duration
    TimeReading reading = Away(AddDuration(published, *duration, 1), *duration, start, next);
    reading.weak = true;
    return reading;
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
  const sys_days this_month = FirstOfMonth(published);
  for (int away = 0; away <= kMonthsAway; ++away) {
    for (int sign : {-1, 1}) {
      const sys_days month = AddMonths(this_month, sign * away);
      auto candidate = DayOf(YearOfDay(month), MonthOfDay(month), day->value);
      if (candidate && WeekdayOf(candidate->first) == weekday.value)
        return MakeTimeReading(*candidate, at, day->end);
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
  TimeReading reading = MakeTimeReading(DayAt(published - days(since)), at, weekday->end);
  reading.other = DayAt(published + days(7 - since));
  return reading;
}

// Reads "on the 27th", "for the 27", "on 15": the most recent such day, or the next one.
std::optional<TimeReading> ReadLoneDay(const Tokens& tokens, size_t at, sys_days published) {
  const bool the = tokens.Is(at, F::kThe);
  const bool led =
      tokens.Is(at - 1, F::kOn) || (the && (tokens.Is(at - 1, F::kFor) || tokens.Is(at - 1, F::kBy) ||
                                            tokens.Is(at - 1, F::kOf) || tokens.Is(at - 1, F::kThrough)));
  // "I'll go back the 15th."
  const bool ends = the && tokens.IsNumeral(at + 1) && tokens.Has(at + 2, Role::kOrdinalMark);
  if (!led && !ends) return std::nullopt;
  auto day = ReadDayOfMonth(tokens, the ? at + 1 : at);
  if (!day || tokens.IsWord(day->end) || tokens.IsSign(day->end, U'%')) return std::nullopt;
  if (!the && !tokens.IsNumeral(at)) return std::nullopt;
  const sys_days month = FirstOfMonth(published);
  auto in_month = [&](int away) {
    const sys_days first = AddMonths(month, away);
    return DayOf(YearOfDay(first), MonthOfDay(first), day->value);
  };
  auto here = in_month(0);
  const bool over = here && here->first <= published;
  auto reading = MakeTimeReading(over ? here : in_month(-1), at, day->end);
  if (!reading) return std::nullopt;
  reading->other = over ? in_month(1) : here;
  reading->weak = true;
  return reading;
}

// Reads "the weekend", "week 10", "the week of September 16th", "the week starting February 4".
std::optional<TimeReading> ReadWeek(const Tokens& tokens, size_t start, sys_days published) {
  const bool led = tokens.Is(start, F::kThe) || tokens.Is(start, F::kA) || tokens.Is(start, F::kMy);
  const size_t at = led ? start + 1 : start;
  auto unit = TimeUnitAt(tokens, at);
  if (unit == TimeUnit::kWeekend && led && !tokens.Is(start, F::kA) && !IsPlural(tokens, at)) {
    return MakeTimeReading(PeriodAround(TimeUnit::kWeekend, published, 0), start, at + 1);
  }
  if (unit != TimeUnit::kWeek || IsPlural(tokens, at)) return std::nullopt;
  if (auto number = ReadNumeral(tokens, at + 1); number && !led) {
    auto year = YearOf(YearOfDay(published));
    size_t end = at + 2;
    if (auto stated = ReadYear(tokens, tokens.Is(end, F::kOf) ? end + 1 : end, YearContext::kNone)) {
      year = YearOf(stated->value);  // "week 31 of 2015"
      end = stated->end;
    }
    auto ordinal = number->AsSmallInteger(53);
    return year && ordinal ? MakeTimeReading(WeekIn(*year, *ordinal), start, end) : std::nullopt;
  }
  size_t next = at + 1;
  const bool starting = tokens.Is(next, F::kStarting);
  if (!starting && !tokens.Is(next, F::kOf)) return std::nullopt;
  ++next;
  if (tokens.Is(next, F::kOn)) ++next;
  if (starting && tokens.Is(start, F::kA)) {
    auto day = ReadNamedDay(tokens, next, published);
    if (!day) return std::nullopt;
    return MakeTimeReading(SpanOf(day->period.first, day->period.first + days(6)), start, day->end);
  }
  auto day = ReadDatedPeriod(tokens, next, published);
  if (!day) day = ReadLoneDay(tokens, next, published);
  if (!day || day->period.grain != Period::Grain::kDay) return std::nullopt;
  TimeReading week = MakeTimeReading(WeekAt(day->period.first), start, day->end);
  if (day->other) week.other = WeekAt(day->other->first);
  return week;
}

// Reads "rest of the week", which begins on the day of publication.
std::optional<TimeReading> ReadRest(const Tokens& tokens, size_t at, sys_days published) {
  if (!tokens.Is(at, F::kRest)) return std::nullopt;
  size_t next = tokens.Is(at + 1, F::kOf) ? at + 2 : at + 1;
  if (!tokens.Is(next, F::kThe) && !tokens.Is(next, F::kMy) && !tokens.As(next, Role::kShift))
    return std::nullopt;
  auto unit = TimeUnitAt(tokens, next + 1);
  auto whole = unit ? PeriodAround(*unit, published, 0) : std::nullopt;
  if (!whole) return std::nullopt;
  return MakeTimeReading(SpanOf(published, whole->last), at, next + 2);
}

}  // namespace

std::optional<TimeReading> ReadRelative(const Tokens& tokens, size_t at, sys_days published) {
  // The readers that cover more words come first.
  for (auto read :
       {ReadNamedDay, ReadShiftedPeriod, ReadAway, ReadWeek, ReadRest, ReadLoneWeekday, ReadLoneDay}) {
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
