#include "text/values/times/edtf.h"

#include <algorithm>
#include <optional>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

// Reads an expression from front to back.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool AtEnd() const { return rest_.empty(); }

  bool Take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Takes the next `count` characters, each a digit or an X for an unspecified digit.
  std::optional<std::string_view> TakeDigits(size_t count) {
    std::string_view digits = rest_.substr(0, count);
    auto allowed = [](char c) { return IsAsciiDigit(c) || c == 'X'; };
    if (digits.size() < count || !std::all_of(digits.begin(), digits.end(), allowed)) return std::nullopt;
    rest_.remove_prefix(count);
    return digits;
  }

  // Takes a number of two specified digits, from `least` to `most`.
  bool TakeNumber(int least, int most) {
    std::optional<std::string_view> digits = TakeDigits(2);
    if (!digits || digits->find('X') != std::string_view::npos) return false;
    int number = 10 * ((*digits)[0] - '0') + ((*digits)[1] - '0');
    return number >= least && number <= most;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

int NumberOf(std::string_view digits) {
  int number = 0;
  for (char digit : digits) number = 10 * number + (digit - '0');
  return number;
}

bool HasUnspecified(std::string_view digits) { return digits.find('X') != std::string_view::npos; }

int DaysOf(int month, std::string_view year_digits) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month != 2) return kDays[month - 1];
  if (HasUnspecified(year_digits)) return 29;
  int year = NumberOf(year_digits);
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
}

// Returns whether `value` is Y, an optional minus, and five or more digits (level 1, "letter-prefixed
// calendar year").
bool IsLongYear(std::string_view value) {
  if (!value.starts_with('Y')) return false;
  value.remove_prefix(1);
  if (value.starts_with('-')) value.remove_prefix(1);
  return value.size() >= 5 && value[0] != '0' && std::all_of(value.begin(), value.end(), IsAsciiDigit);
}

// hh:mm:ss, then nothing, Z, or an offset such as +02 or -05:30 (level 0, "date and time").
bool IsTimeOfDay(Cursor cursor) {
  if (!cursor.TakeNumber(0, 23) || !cursor.Take(':') || !cursor.TakeNumber(0, 59) || !cursor.Take(':') ||
      !cursor.TakeNumber(0, 59)) {
    return false;
  }
  if (cursor.AtEnd()) return true;
  if (cursor.Take('Z')) return cursor.AtEnd();
  if (!cursor.Take('+') && !cursor.Take('-')) return false;
  if (!cursor.TakeNumber(0, 14)) return false;
  return cursor.AtEnd() || (cursor.Take(':') && cursor.TakeNumber(0, 59) && cursor.AtEnd());
}

// Unspecified digits must be to the right of all others, and only in the forms of level 1: 201X, 20XX,
// 2004-XX, 1985-04-XX, 1985-XX-XX (and XXXX).
bool IsYear(std::string_view digits) {
  size_t unspecified = digits.find('X');
  if (unspecified == std::string_view::npos) return true;
  return digits.substr(unspecified).find_first_not_of('X') == std::string_view::npos && unspecified != 1;
}

// Returns whether `value` is a date, with or without a time of day, or a season. Qualifiers are allowed.
bool IsDate(std::string_view value) {
  if (IsLongYear(value)) return true;
  Cursor cursor(value);
  cursor.Take('-');
  std::optional<std::string_view> year = cursor.TakeDigits(4);
  if (!year || !IsYear(*year)) return false;
  auto ends = [](Cursor at) {  // with at most one qualifier: uncertain, approximate, both
    return at.AtEnd() || ((at.Take('?') || at.Take('~') || at.Take('%')) && at.AtEnd());
  };
  if (ends(cursor)) return true;
  bool year_known = !HasUnspecified(*year);
  if (!year_known || !cursor.Take('-')) return false;

  std::optional<std::string_view> month = cursor.TakeDigits(2);
  if (!month) return false;
  bool month_known = !HasUnspecified(*month);
  if (!month_known && *month != "XX") return false;
  int month_number = month_known ? NumberOf(*month) : 0;
  bool season = month_number >= 21 && month_number <= 24;
  if (month_known && !season && (month_number < 1 || month_number > 12)) return false;
  if (ends(cursor)) return true;
  if (season || !cursor.Take('-')) return false;

  std::optional<std::string_view> day = cursor.TakeDigits(2);
  if (!day) return false;
  if (*day == "XX") return ends(cursor);
  if (HasUnspecified(*day) || !month_known) return false;
  int day_number = NumberOf(*day);
  if (day_number < 1 || day_number > DaysOf(month_number, *year)) return false;
  if (ends(cursor)) return true;
  return cursor.Take('T') && IsTimeOfDay(cursor);
}

// Returns whether `value` is an endpoint of an interval: a date without a time of day, nothing (unknown), or
// two full stops (open).
bool IsEndpoint(std::string_view value) {
  return value.empty() || value == ".." || (IsDate(value) && value.find('T') == std::string_view::npos);
}

using std::chrono::sys_days;

// Returns the days of a date that IsDate accepts.
std::optional<EdtfDays> DaysOfDate(std::string_view value) {
  using std::chrono::day;
  using std::chrono::last;
  using std::chrono::month;
  using std::chrono::months;
  using std::chrono::year;
  if (value.starts_with('Y')) return std::nullopt;
  const bool before_christ = value.starts_with('-');
  if (before_christ) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '?' || value.back() == '~' || value.back() == '%'))
    value.remove_suffix(1);
  value = value.substr(0, value.find('T'));
  auto filled = [](std::string_view digits, char unspecified) {
    int number = 0;
    for (char c : digits) number = 10 * number + ((c == 'X' ? unspecified : c) - '0');
    return number;
  };
  std::string_view year_digits = value.substr(0, 4);
  int first_year = filled(year_digits, before_christ ? '9' : '0');
  int last_year = filled(year_digits, before_christ ? '0' : '9');
  if (before_christ) first_year = -first_year;
  if (before_christ) last_year = -last_year;
  EdtfDays days{sys_days(year(first_year) / 1 / 1), sys_days(year(last_year) / 12 / 31)};
  if (value.size() < 7 || HasUnspecified(value.substr(5, 2))) return days;
  const int number = NumberOf(value.substr(5, 2));
  constexpr int kSpring = 21;
  if (number >= kSpring) {
    auto from = year(first_year) / month(static_cast<unsigned>(3 * (number - kSpring + 1))) / day(1);
    days.first = from;
    auto to = from + months(2);
    days.last = sys_days(to.year() / to.month() / last);
    return days;
  }
  auto in_year = year(first_year) / month(static_cast<unsigned>(number));
  days.first = sys_days(in_year / 1);
  days.last = sys_days(in_year / last);
  if (value.size() < 10 || HasUnspecified(value.substr(8, 2))) return days;
  days.first = days.last = sys_days(in_year / day(static_cast<unsigned>(NumberOf(value.substr(8, 2)))));
  return days;
}

}  // namespace

std::optional<EdtfDays> DaysOf(std::string_view edtf) {
  if (!IsEdtf(edtf)) return std::nullopt;
  size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return DaysOfDate(edtf);
  std::string_view start = edtf.substr(0, slash);
  std::string_view end = edtf.substr(slash + 1);
  auto is_open = [](std::string_view date) { return date.empty() || date == ".."; };
  EdtfDays days;
  days.interval = true;
  days.open_start = is_open(start);
  days.open_end = is_open(end);
  std::optional<EdtfDays> first = days.open_start ? std::optional(EdtfDays{}) : DaysOfDate(start);
  std::optional<EdtfDays> last = days.open_end ? std::optional(EdtfDays{}) : DaysOfDate(end);
  if (!first || !last) return std::nullopt;
  using std::chrono::year;
  days.first = days.open_start ? sys_days(year(-9999) / 1 / 1) : first->first;
  days.last = days.open_end ? sys_days(year(9999) / 12 / 31) : last->last;
  return days;
}

bool IsEdtf(std::string_view value) {
  size_t slash = value.find('/');
  if (slash == std::string_view::npos) return IsDate(value);
  std::string_view start = value.substr(0, slash);
  std::string_view end = value.substr(slash + 1);
  bool has_a_date = (!start.empty() && start != "..") || (!end.empty() && end != "..");
  return has_a_date && IsEndpoint(start) && IsEndpoint(end);
}

}  // namespace verbatim::text
