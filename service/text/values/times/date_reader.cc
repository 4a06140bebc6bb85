#include "text/values/times/date_reader.h"

#include <algorithm>
#include <string_view>

#include "text/values/times/era_reader.h"
#include "text/values/times/holiday_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

// The range in which four digits alone are read as a year.
constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2199;
// A two-digit year is in 1950 to 2049. (POSIX %y uses 1969 to 2068.)
constexpr int kPivot = 50;

// Returns the value of a numeral of at most four digits without separators.
std::optional<int> PlainDigits(const Tokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at)) return std::nullopt;
  std::string_view text = tokens.Text(at);
  if (text.size() > 4) return std::nullopt;
  int number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + (c - '0');
  }
  return number;
}

int FullYear(int two_digits) { return two_digits < kPivot ? 2000 + two_digits : 1900 + two_digits; }

size_t SkipDot(const Tokens& tokens, size_t at) {
  return tokens.IsSign(at, U'.') && tokens.Touches(at) ? at + 1 : at;
}

bool IsSeparator(const Tokens& tokens, size_t at) {
  return tokens.IsSign(at, U'/') || tokens.IsSign(at, U'-') || tokens.IsSign(at, U'.');
}

std::optional<Period> DayOfNumbers(int a, int b, int year, bool day_first) {
  // Month first, as in the United States, if the number can be a month. A full stop means day first.
  if (!day_first && a <= 12) return DayOf(year, a, b);
  return DayOf(year, b, a);
}

// Reads "2025-09-12", "21/04/2016", "9-18-15", "13.5.2015", "2019/sep/01".
std::optional<TimeReading> ReadNumericDay(const Tokens& tokens, size_t at) {
  auto a = PlainDigits(tokens, at);
  if (!a || !IsSeparator(tokens, at + 1) || !tokens.Touches(at + 1) || !tokens.Touches(at + 2))
    return std::nullopt;
  const char32_t separator = tokens[at + 1].sign;
  const size_t digits = tokens.Text(at).size();
  const bool again = tokens.IsSign(at + 3, separator) && tokens.Touches(at + 3) && tokens.Touches(at + 4);
  auto b = PlainDigits(tokens, at + 2);
  if (!b && again && digits == 4) {
    auto month = tokens.As(at + 2, Role::kMonth);
    auto day = PlainDigits(tokens, at + 4);
    return month && day ? MakeTimeReading(DayOf(*a, *month, *day), at, at + 5) : std::nullopt;
  }
  if (!b || (tokens.IsSign(at + 5, separator) && tokens.Touches(at + 5) && tokens.IsNumeral(at + 6)))
    return std::nullopt;
  auto c = again ? PlainDigits(tokens, at + 4) : std::nullopt;
  if (!c) return std::nullopt;
  if (digits == 4) return MakeTimeReading(DayOf(*a, *b, *c), at, at + 5);
  const size_t last = tokens.Text(at + 4).size();
  if (digits > 2 || tokens.Text(at + 2).size() > 2 || (last != 4 && last != 2)) return std::nullopt;
  const int year = last == 4 ? *c : FullYear(*c);
  auto reading = MakeTimeReading(DayOfNumbers(*a, *b, year, separator == U'.'), at, at + 5);
  // Outside the United States, 11/09/2025 has its day first.
  if (reading && separator != U'.' && *a <= 12 && *b <= 12 && *a != *b) reading->other = DayOf(year, *b, *a);
  return reading;
}

// Reads a month and its year, with or without spaces: "2016-11", "11 / 2016".
std::optional<TimeReading> ReadNumericMonth(const Tokens& tokens, size_t at) {
  if (std::string_view text = tokens.Text(at);
      tokens.IsNumeral(at) && text.size() >= 6 && text.size() <= 7 && text[4] == '.') {
    // "2015.3" is a single numeral token.
    int year = 0;
    int month = 0;
    for (char c : text.substr(0, 4)) year = 10 * year + (c - '0');
    for (char c : text.substr(5)) month = 10 * month + (c - '0');
    auto reading = year >= 1900 && year <= 2099 && month <= 12
                       ? MakeTimeReading(MonthOf(year, month), at, at + 1)
                       : std::nullopt;
    if (reading) reading->weak = true;
    return reading;
  }
  auto a = PlainDigits(tokens, at);
  if (!a || !(tokens.IsSign(at + 1, U'-') || tokens.IsSign(at + 1, U'/'))) return std::nullopt;
  auto b = PlainDigits(tokens, at + 2);
  if (!b || (IsSeparator(tokens, at + 3) && tokens.Touches(at + 3) && tokens.IsNumeral(at + 4)))
    return std::nullopt;
  const bool spaced = !tokens.Touches(at + 1) || !tokens.Touches(at + 2);
  if (spaced && tokens.IsWord(at + 3)) return std::nullopt;
  const size_t first = tokens.Text(at).size();
  const size_t second = tokens.Text(at + 2).size();
  if (first == 4 && second <= 2 && *a >= kFirstYear) return MakeTimeReading(MonthOf(*a, *b), at, at + 3);
  if (second == 4 && first <= 2 && *b >= kFirstYear) return MakeTimeReading(MonthOf(*b, *a), at, at + 3);
  return std::nullopt;
}

// Reads a day without its year: "4/22", "on 4-22".
std::optional<TimeReading> ReadNumericDayOfYear(const Tokens& tokens, size_t at) {
  const bool slash = tokens.IsSign(at + 1, U'/');
  const bool after_on = tokens.Is(at - 1, F::kOn);
  if (!slash && !(tokens.IsSign(at + 1, U'-') && after_on)) return std::nullopt;
  auto a = PlainDigits(tokens, at);
  auto b = PlainDigits(tokens, at + 2);
  if (!a || !b || !tokens.Touches(at + 1) || !tokens.Touches(at + 2) || IsSeparator(tokens, at - 1))
    return std::nullopt;
  if (IsSeparator(tokens, at + 3) && tokens.IsNumeral(at + 4) && tokens.Touches(at + 3)) return std::nullopt;
  // "3/4" is three quarters, but after "from", "to" or "on" it is a day.
  const bool expected = after_on || tokens.Is(at - 1, F::kFrom) || tokens.Is(at - 1, F::kTo);
  constexpr int kUsualDenominators[] = {2, 3, 4, 5, 6, 7, 8, 10, 16};
  const bool fraction = *a < *b && std::find(std::begin(kUsualDenominators), std::end(kUsualDenominators),
                                             *b) != std::end(kUsualDenominators);
  if (!expected && fraction) return std::nullopt;
  // In "08/12,15" the year follows a comma.
  if (tokens.IsSign(at + 3, U',') && tokens.Touches(at + 3) && tokens.Touches(at + 4) &&
      tokens.Text(at + 4).size() == 2) {
    if (auto year = PlainDigits(tokens, at + 4))
      return MakeTimeReading(DayOfNumbers(*a, *b, FullYear(*year), false), at, at + 5);
  }
  auto period = *a <= 12 ? DayOf(*a, *b) : DayOf(*b, *a);
  auto reading = MakeTimeReading(period, at, at + 3);
  if (reading && !expected) reading->weak = true;
  return reading;
}

// Reads two digits after an apostrophe: the year of "Sept. 9, '14" and "the summer of '69".
std::optional<CalendarNumber> ReadShortYear(const Tokens& tokens, size_t at) {
  const bool apostrophe =
      tokens.IsSign(at, U'\'') || tokens.IsSign(at, U'\u2019') || tokens.IsSign(at, U'\u2018');
  if (!apostrophe || !tokens.Touches(at + 1) || tokens.Text(at + 1).size() != 2) return std::nullopt;
  auto digits = PlainDigits(tokens, at + 1);
  if (!digits || tokens.Text(at + 2) == "s") return std::nullopt;  // "the '60s"
  return CalendarNumber{FullYear(*digits), at + 2};
}

// Reads the year that follows a day or month, with the comma, "of", hyphen or slash between them.
std::optional<CalendarNumber> ReadYearAfter(const Tokens& tokens, size_t at) {
  size_t next = at;
  const bool divides = tokens.IsSign(next, U'-') || tokens.IsSign(next, U'/');
  if (tokens.IsSign(next, U',') || tokens.Is(next, F::kOf) || (divides && tokens.Touches(next))) ++next;
  if (auto year = ReadShortYear(tokens, next)) return year;
  auto year = ReadYear(tokens, next, YearContext::kDate);
  if (!year) return std::nullopt;
  // "September 12, 1000 people" counts people. A year before 1500 rarely follows a comma.
  if (next != at && tokens.IsSign(at, U',') && year->value < 1500) return std::nullopt;
  return year;
}

// Reads the year after token `end`, if there is one, for a month, or for a day if `day` is not 0.
std::optional<TimeReading> ReadYearOf(const Tokens& tokens, size_t start, size_t end, int month, int day) {
  if (auto year = ReadYearAfter(tokens, end)) {
    if (auto reading = MakeTimeReading(
            day == 0 ? MonthOf(year->value, month) : DayOf(year->value, month, day), start, year->end)) {
      return reading;
    }
  }
  return MakeTimeReading(day == 0 ? MonthOf(month) : DayOf(month, day), start, end);
}

// Reads "September 12", "September the twelfth", "Oct-2", "Sept. 12, 2025", "September 2025".
std::optional<TimeReading> ReadMonthFirst(const Tokens& tokens, size_t start, size_t at) {
  auto month = ReadMonth(tokens, at);
  if (!month) return std::nullopt;
  size_t next = month->end;
  if ((tokens.IsSign(next, U'-') || tokens.IsSign(next, U'/')) && tokens.Touches(next)) ++next;
  if (tokens.Is(next, F::kThe)) ++next;
  if (auto day = ReadDayOfMonth(tokens, next)) {
    // "May 5 million" does not state the 5th of May.
    const bool number = tokens.Has(day->end, Role::kScale) || tokens.Has(day->end, Role::kHundred) ||
                        tokens.IsSign(day->end, U'%');
    auto dated = number ? std::nullopt : ReadYearOf(tokens, start, day->end, month->value, day->value);
    if (dated) return dated;
  }
  return ReadYearOf(tokens, start, month->end, month->value, 0);
}

// Reads "12 September 2025", "the twelfth of September", "12-Sep-2025".
std::optional<TimeReading> ReadDayFirst(const Tokens& tokens, size_t start, size_t at) {
  const bool the = tokens.Is(at, F::kThe);
  auto day = ReadDayOfMonth(tokens, the ? at + 1 : at);
  if (!day) return std::nullopt;
  size_t next = day->end;
  if (tokens.Is(next, F::kOf) || tokens.IsSign(next, U'-') || tokens.IsSign(next, U'/')) ++next;
  auto month = ReadMonth(tokens, next);
  if (!month) return std::nullopt;
  return ReadYearOf(tokens, start, month->end, month->value, day->value);
}

// Reads "2016 june", "2016, nov".
std::optional<TimeReading> ReadYearFirst(const Tokens& tokens, size_t at) {
  auto year = ReadYear(tokens, at, YearContext::kNone);
  if (!year) return std::nullopt;
  size_t next = tokens.IsSign(year->end, U',') ? year->end + 1 : year->end;
  auto month = ReadMonth(tokens, next);
  if (!month) return std::nullopt;
  if (auto day = ReadDayOfMonth(tokens, month->end)) {
    // In "in 2016, March 5 was", the month begins a separate date.
    if (next != year->end || !tokens.IsNumeral(month->end)) return std::nullopt;
    return MakeTimeReading(DayOf(year->value, month->value, day->value), at, day->end);
  }
  return MakeTimeReading(MonthOf(year->value, month->value), at, month->end);
}

// Reads "the 1970s", "1970's", "the '40s", "nineteen seventies", "the noughties".
std::optional<TimeReading> ReadDecade(const Tokens& tokens, size_t start) {
  const bool the = tokens.Is(start, F::kThe);
  size_t at = the ? start + 1 : start;
  auto end_of_s = [&](size_t next) -> std::optional<size_t> {
    if ((tokens.IsSign(next, U'\'') || tokens.IsSign(next, U'\u2019')) && tokens.Touches(next)) ++next;
    if (tokens.Text(next) != "s" || !tokens.Touches(next)) return std::nullopt;
    return next + 1;
  };
  const bool apostrophe =
      tokens.IsSign(at, U'\'') || tokens.IsSign(at, U'\u2019') || tokens.IsSign(at, U'\u2018');
  if (apostrophe) ++at;
  if (auto digits = PlainDigits(tokens, at); digits && *digits % 10 == 0) {
    auto end = end_of_s(at + 1);
    if (!end) return std::nullopt;
    if (tokens.Text(at).size() == 4) return MakeTimeReading(DecadeOf(*digits), start, *end);
    // "the 70s" is in the 20th century, but the 00s, 10s and 20s are in the 21st.
    if (tokens.Text(at).size() == 2 && (the || apostrophe)) {
      return MakeTimeReading(DecadeOf(*digits < 30 ? 2000 + *digits : 1900 + *digits), start, *end);
    }
    return std::nullopt;
  }
  if (auto century = ReadSmallWords(tokens, at); century && century->value >= 10 && century->value <= 21) {
    const size_t next = tokens.IsSign(century->end, U'-') ? century->end + 1 : century->end;
    if (auto decade = tokens.As(next, Role::kDecade))
      return MakeTimeReading(DecadeOf(100 * century->value + *decade), start, next + 1);
  }
  if (auto decade = tokens.As(at, Role::kDecade); decade && (the || *decade == 0) && *decade != 10) {
    auto reading = MakeTimeReading(DecadeOf(*decade < 30 ? 2000 + *decade : 1900 + *decade), start, at + 1);
    if (reading && *decade == 20) reading->other = DecadeOf(1920);
    return reading;
  }
  return std::nullopt;
}

// Reads "21st century", "nineteenth century".
std::optional<TimeReading> ReadCentury(const Tokens& tokens, size_t at) {
  auto ordinal = ReadOrdinal(tokens, at);
  if (!ordinal) return std::nullopt;
  size_t next = tokens.IsSign(ordinal->end, U'-') ? ordinal->end + 1 : ordinal->end;
  if (tokens.As(next, Role::kTimeUnit) != static_cast<int>(TimeUnit::kCentury)) return std::nullopt;
  return MakeTimeReading(CenturyOf(ordinal->value), at, next + 1);
}

// Reads "summer of 2016", "winter 2021", "the winter of 2021 and 2022", "winter 2021-22".
std::optional<TimeReading> ReadSeason(const Tokens& tokens, size_t start) {
  const size_t at = tokens.Is(start, F::kThe) ? start + 1 : start;
  auto season = tokens.As(at, Role::kSeason);
  if (!season) return std::nullopt;
  size_t next = at + 1;
  if (tokens.Is(next, F::kOf) || tokens.Is(next, F::kIn)) ++next;
  auto year = ReadShortYear(tokens, next);
  if (!year) year = ReadYear(tokens, next, YearContext::kDate);
  if (!year || year->value < kFirstYear) return std::nullopt;
  constexpr int kWinter = 24;
  // A winter with two consecutive years begins in the first and ends in the second.
  const bool link =
      tokens.Is(year->end, F::kAnd) || tokens.IsDash(year->end) || tokens.IsSign(year->end, U'/');
  if (*season == kWinter && link) {
    auto second = PlainDigits(tokens, year->end + 1);
    if (second && (*second == year->value + 1 ||
                   (tokens.Text(year->end + 1).size() == 2 && *second == (year->value + 1) % 100))) {
      auto winter = SeasonOf(year->value, kWinter);
      if (!winter) return std::nullopt;
      return MakeTimeReading(SpanOf(winter->first, winter->last), start, year->end + 2);
    }
  }
  return MakeTimeReading(SeasonOf(year->value, *season), start, year->end);
}

// Reads a year alone. It is weak unless the word before it shows that it is a year.
std::optional<TimeReading> ReadLoneYear(const Tokens& tokens, size_t at) {
  // Any number may follow "year": "Year two hundred and sixty-seven".
  if (tokens.As(at, Role::kTimeUnit) == static_cast<int>(TimeUnit::kYear) && tokens.Text(at).back() != 's') {
    if (auto year = ReadWithEra(tokens, at + 1)) return year;
    auto number = ReadNumber(tokens, at + 1);
    auto year = number && !number->fraction && !number->scaled ? number->number.AsSmallInteger(kLastYear)
                                                               : std::nullopt;
    return year && *year > 0 ? MakeTimeReading(YearOf(*year), at, number->end) : std::nullopt;
  }
  const bool led = tokens.Is(at - 1, F::kIn) || tokens.Is(at - 1, F::kSince) ||
                   tokens.Is(at - 1, F::kDuring) || tokens.Is(at - 1, F::kThrough) ||
                   tokens.As(at - 1, Role::kTimeUnit) == static_cast<int>(TimeUnit::kYear);
  auto year = ReadYear(tokens, at, led ? YearContext::kDate : YearContext::kNone);
  if (!year || year->value < kFirstYear || year->value > kLastYear) return std::nullopt;
  // A number between two hyphens is part of a telephone number.
  auto chained = [&](size_t sign) {
    return tokens.IsSign(sign, U'-') && tokens.IsNumeral(sign - 1) && tokens.IsNumeral(sign + 1);
  };
  if (chained(at - 1) && chained(year->end)) return std::nullopt;
  auto reading = MakeTimeReading(YearOf(year->value), at, year->end);
  if (!reading) return std::nullopt;
  const bool named = led || tokens.Is(at - 1, F::kThe) || tokens.Is(at - 1, F::kBy) ||
                     tokens.Is(at - 1, F::kBefore) || tokens.Is(at - 1, F::kAfter) ||
                     tokens.Is(at - 1, F::kOf) || tokens.Is(at - 1, F::kAnd) || tokens.Is(at - 1, F::kFrom) ||
                     tokens.IsSign(at - 1, U'(');
  const bool two_parts = !tokens.IsNumeral(at) && year->value != 2000;
  reading->weak = !named && !two_parts;
  return reading;
}

// Returns whether the words beside "may" or "march" at `at` make it a month: "last may", "late march", "end of may",
// "week of march", "march of last year", "from may to june", "may the third".
bool IsPlacedInTime(const Tokens& tokens, size_t at, size_t end) {
  auto part = [&](size_t word) {
    return tokens.Has(word, Role::kTimeUnit) || tokens.Has(word, Role::kWeekday) ||
           tokens.Is(word, F::kEnd) || tokens.Is(word, F::kStart) || tokens.Is(word, F::kMid);
  };
  const bool shifted = tokens.As(at - 1, Role::kShift).value_or(0) != 0;
  const bool march = tokens.As(at, Role::kMonth) == 3;
  const bool edge = march && (tokens.Is(at - 1, F::kEarly) || tokens.Is(at - 1, F::kLate));
  const bool of_part = (tokens.Is(at - 1, F::kOf) || tokens.Is(at - 1, F::kIn)) && part(at - 2);
  const size_t next = tokens.Is(end, F::kOf) ? end + 1 : end;
  const bool of_year = tokens.Has(next, Role::kShift) &&
                       tokens.As(next + 1, Role::kTimeUnit) == static_cast<int>(TimeUnit::kYear);
  auto links = [&](size_t word) {
    return tokens.Is(word, F::kTo) || tokens.Is(word, F::kThrough) || tokens.IsDash(word) ||
           tokens.Is(word, F::kAnd);
  };
  const bool ranges = (links(end) && tokens.Has(end + 1, Role::kMonth) && tokens.Text(end + 1).size() > 3) ||
                      (links(at - 1) && tokens.Has(at - 2, Role::kMonth) && tokens.Text(at - 2).size() > 3);
  const bool the_day = tokens.Is(end, F::kThe) && ReadOrdinal(tokens, end + 1);
  return shifted || edge || of_part || of_year || ranges || the_day;
}

}  // namespace

std::optional<CalendarNumber> ReadYear(const Tokens& tokens, size_t at, YearContext context) {
  if (auto digits = PlainDigits(tokens, at)) {
    const bool scaled =
        tokens.Has(at + 1, Role::kScale) || tokens.Has(at + 1, Role::kHundred) || tokens.IsSign(at + 1, U'%');
    const bool goes_on =
        (tokens.Has(at + 1, Role::kOrdinalMark) || tokens.Text(at + 1) == "s") && tokens.Touches(at + 1);
    if (tokens.Text(at).size() != 4 || *digits == 0 || scaled || goes_on) return std::nullopt;
    if (*digits < kFirstYear || *digits > kLastYear) return std::nullopt;
    return CalendarNumber{*digits, at + 1};
  }
  // Two numbers in words: "nineteen ninety-nine", "twenty twenty-five".
  if (auto century = ReadSmallWords(tokens, at); century && century->value >= 10 && century->value <= 21) {
    const std::string_view nought = tokens.Text(century->end);
    if (nought == "oh" || nought == "o") {  // "nineteen oh five"
      auto unit = tokens.As(century->end + 1, Role::kCardinal);
      if (unit && *unit >= 1 && *unit <= 9)
        return CalendarNumber{100 * century->value + *unit, century->end + 2};
    }
    auto rest = ReadSmallWords(tokens, century->end);
    const bool counts =
        rest && (tokens.Has(rest->end, Role::kHundred) || tokens.Has(rest->end, Role::kScale) ||
                 tokens.Has(rest->end, Role::kPlural) || tokens.Has(rest->end, Role::kDecade));
    if (rest && rest->value >= 10 && !counts && !tokens.IsSign(century->end, U'-')) {
      return CalendarNumber{100 * century->value + rest->value, rest->end};
    }
  }
  if (context == YearContext::kNone || tokens.IsNumeral(at)) return std::nullopt;
  auto number = ReadNumber(tokens, at);
  if (!number || number->fraction || !number->in_words) return std::nullopt;
  auto year = number->number.AsSmallInteger(kLastYear);
  if (!year || *year < kFirstYear) return std::nullopt;
  return CalendarNumber{*year, number->end};
}

std::optional<CalendarNumber> ReadMonth(const Tokens& tokens, size_t at) {
  auto month = tokens.As(at, Role::kMonth);
  if (!month) return std::nullopt;
  std::string_view text = tokens.Text(at);
  const bool dotted =
      (text.size() <= 4 && *month != 5) || (tokens.IsNumeral(at + 2) && tokens.Touches(at + 2));
  const size_t end = dotted ? SkipDot(tokens, at + 1) : at + 1;
  // "may", "march" and "mar" are also other words. They are months if a number is next to them, or if they
  // have a capital inside a sentence.
  const bool ambiguous = text.size() <= 5 && (*month == 5 || *month == 3);
  const bool numbered =
      tokens.IsNumeral(end) || tokens.IsNumeral(at - 1) || ReadDayOfMonth(tokens, end) ||
      tokens.Has(at - 1, Role::kOrdinalMark) || (tokens.Is(at - 1, F::kOf) && tokens[at].capital) ||
      ((tokens.IsSign(end, U',') || tokens.Is(end, F::kOf)) && ReadYear(tokens, end + 1, YearContext::kNone));
  const bool leads = tokens[at - 1].kind != Token::Kind::kWord;
  if (ambiguous && !numbered && !IsPlacedInTime(tokens, at, end) && (!tokens[at].capital || leads))
    return std::nullopt;
  // The full stop belongs to the abbreviation only if a token that can be part of the date follows.
  const bool follows = tokens.IsNumeral(end) || tokens.IsSign(end, U',') || tokens.Is(end, F::kTo) ||
                       tokens.IsDash(end) || tokens.Is(end, F::kOf) || tokens.Is(end, F::kThe);
  return CalendarNumber{*month, follows ? end : at + 1};
}

std::optional<CalendarNumber> ReadWeekday(const Tokens& tokens, size_t at) {
  auto weekday = tokens.As(at, Role::kWeekday);
  if (!weekday) return std::nullopt;
  std::string_view text = tokens.Text(at);
  const bool abbreviated = text.size() <= 5;
  // "sun", "sat" and "wed" are also other words.
  if (abbreviated && !tokens[at].capital) return std::nullopt;
  size_t end = abbreviated ? SkipDot(tokens, at + 1) : at + 1;
  const bool follows = tokens.IsNumeral(end) || tokens.IsSign(end, U',') || ReadMonth(tokens, end);
  return CalendarNumber{*weekday, follows ? end : at + 1};
}

std::optional<CalendarNumber> ReadDayOfMonth(const Tokens& tokens, size_t at) {
  constexpr int kMostDays = 31;
  auto in_month = [](int value, size_t end) -> std::optional<CalendarNumber> {
    if (value < 1 || value > kMostDays) return std::nullopt;
    return CalendarNumber{value, end};
  };
  if (auto ordinal = ReadOrdinal(tokens, at)) return in_month(ordinal->value, ordinal->end);
  if (auto digits = PlainDigits(tokens, at)) {
    return tokens.Text(at).size() <= 2 ? in_month(*digits, at + 1) : std::nullopt;
  }
  if (auto words = ReadSmallWords(tokens, at)) return in_month(words->value, words->end);
  return std::nullopt;
}

std::optional<TimeReading> ReadDate(const Tokens& tokens, size_t at) {
  if (tokens.IsNumeral(at) && (IsSeparator(tokens, at + 1) || tokens.Text(at).size() > 4)) {
    for (auto read : {ReadNumericDay, ReadNumericMonth, ReadNumericDayOfYear}) {
      if (auto reading = read(tokens, at)) return reading;
    }
  }
  if (auto reading = ReadWithEra(tokens, at)) return reading;
  size_t first = at;
  if (auto weekday = ReadWeekday(tokens, at)) {
    first = tokens.IsSign(weekday->end, U',') ? weekday->end + 1 : weekday->end;
    if (tokens.Is(first, F::kThe) && !ReadDayFirst(tokens, at, first)) return std::nullopt;
    if (auto reading = ReadMonthFirst(tokens, at, first);
        reading && reading->period.grain == Period::Grain::kDay)
      return reading;
    return ReadDayFirst(tokens, at, first);
  }
  if (auto reading = ReadMonthFirst(tokens, at, at)) return reading;
  if (auto reading = ReadDayFirst(tokens, at, at)) return reading;
  for (auto read : {ReadHoliday, ReadYearFirst, ReadDecade, ReadCentury, ReadSeason, ReadLoneYear}) {
    if (auto reading = read(tokens, at)) return reading;
  }
  return std::nullopt;
}

}  // namespace verbatim::text
