#include "text/values/times/holiday_reader.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/unicode/ascii.h"
#include "text/values/times/date_reader.h"

namespace verbatim::text {
namespace {

using F = Function;
using std::chrono::days;

// How the day is found in a year.
enum class Rule : uint8_t {
  kFixed,    // month and day
  kWeekday,  // the nth weekday of the month; nth 0 is the last
  kEaster,   // days after Easter Sunday
};
struct Holiday {
  std::string_view name;  // lower-case words; the tokens between them may be apostrophes
  Rule rule = Rule::kFixed;
  int month = 0;
  int day = 0;  // of kFixed: the day; of kWeekday: the weekday, 1 (Monday) to 7; of kEaster: days after it
  int nth = 0;
};

// A longer name comes before the name that begins it. Holidays that countries keep on different days are left out,
// but for those whose name only the United States use so.
constexpr Holiday kHolidays[] = {
    {"christmas eve", Rule::kFixed, 12, 24},
    {"christmas day", Rule::kFixed, 12, 25},
    {"christmas", Rule::kFixed, 12, 25},
    {"boxing day", Rule::kFixed, 12, 26},
    {"year s eve", Rule::kFixed, 12, 31},  // "New" before it adds nothing
    {"year s day", Rule::kFixed, 1, 1},
    {"years eve", Rule::kFixed, 12, 31},
    {"years day", Rule::kFixed, 1, 1},
    {"halloween", Rule::kFixed, 10, 31},
    {"valentine s day", Rule::kFixed, 2, 14},
    {"valentines day", Rule::kFixed, 2, 14},
    {"patrick s day", Rule::kFixed, 3, 17},
    {"juneteenth", Rule::kFixed, 6, 19},
    {"earth day", Rule::kFixed, 4, 22},
    {"veterans day", Rule::kFixed, 11, 11},
    {"armistice day", Rule::kFixed, 11, 11},
    {"bastille day", Rule::kFixed, 7, 14},
    {"guy fawkes night", Rule::kFixed, 11, 5},
    {"thanksgiving day", Rule::kWeekday, 11, 4, 4},
    {"thanksgiving", Rule::kWeekday, 11, 4, 4},
    {"labor day", Rule::kWeekday, 9, 1, 1},
    {"memorial day", Rule::kWeekday, 5, 1, 0},
    {"columbus day", Rule::kWeekday, 10, 1, 2},
    {"mother s day", Rule::kWeekday, 5, 7, 2},
    {"mothers day", Rule::kWeekday, 5, 7, 2},
    {"father s day", Rule::kWeekday, 6, 7, 3},
    {"fathers day", Rule::kWeekday, 6, 7, 3},
    {"easter monday", Rule::kEaster, 0, 1},
    {"easter sunday", Rule::kEaster, 0, 0},
    {"easter", Rule::kEaster, 0, 0},
    {"palm sunday", Rule::kEaster, 0, -7},
    {"ash wednesday", Rule::kEaster, 0, -46},
    {"pentecost", Rule::kEaster, 0, 49},
};

bool SameWord(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(),
                                                   [](char a, char b) { return ToAsciiLower(a) == b; });
}

// Returns the token after the words of `name` at `at`, or `at`.
size_t Match(const Tokens& tokens, size_t at, std::string_view name) {
  size_t next = at;
  while (true) {
    const std::string_view word = name.substr(0, name.find(' '));
    if (next != at && (tokens.IsSign(next, U'\'') || tokens.IsSign(next, U'\u2019'))) ++next;
    if (!SameWord(tokens.Text(next), word)) return at;
    ++next;
    if (word.size() == name.size()) return next;
    name.remove_prefix(word.size() + 1);
  }
}

// Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
std::optional<Period> EasterOf(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return DayOf(year, n / 31, n % 31 + 1);
}

std::optional<Period> DayIn(const Holiday& holiday, int year) {
  if (holiday.rule == Rule::kFixed) return DayOf(year, holiday.month, holiday.day);
  if (holiday.rule == Rule::kEaster) {
    auto easter = EasterOf(year);
    return easter ? std::optional(DayAt(easter->first + days(holiday.day))) : std::nullopt;
  }
  auto month = MonthOf(year, holiday.month);
  if (!month) return std::nullopt;
  sys_days day = month->first + days((holiday.day - WeekdayOf(month->first) + 7) % 7);
  if (holiday.nth > 0) return DayAt(day + days(7 * (holiday.nth - 1)));
  while (day + days(7) <= month->last) day += days(7);
  return DayAt(day);
}

}  // namespace

std::optional<TimeReading> ReadHoliday(const Tokens& tokens, size_t at) {
  if (!tokens.Has(at, Role::kHoliday)) return std::nullopt;
  for (const Holiday& holiday : kHolidays) {
    const size_t end = Match(tokens, at, holiday.name);
    if (end == at) continue;
    size_t next = end;
    if (tokens.IsSign(next, U',') || tokens.Is(next, F::kOf) || tokens.Is(next, F::kIn)) ++next;
    if (auto year = ReadYear(tokens, next, YearContext::kNone))
      return MakeTimeReading(DayIn(holiday, year->value), at, year->end);
    if (holiday.rule != Rule::kFixed) return std::nullopt;
    auto reading = MakeTimeReading(DayOf(holiday.month, holiday.day), at, end);
    if (reading) reading->weak = true;
    return reading;
  }
  return std::nullopt;
}

std::vector<std::string_view> HolidayWords() {
  std::vector<std::string_view> words;
  for (const Holiday& holiday : kHolidays) words.push_back(holiday.name.substr(0, holiday.name.find(' ')));
  return words;
}

}  // namespace verbatim::text
