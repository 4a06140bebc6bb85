#include "interchange/claim_review/date_reader.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "interchange/claim_review/month_names.h"
#include "interchange/claim_review/plain_text.h"
#include "status/absl_view.h"

namespace verbatim::interchange {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// A date is short. Longer text is prose.
constexpr size_t kMaxDateBytes = 64;

constexpr int kMonths = 12;
constexpr int kDaysOfWeek = 7;
constexpr int kMinYear = 1000;

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// A run of digits, a run of letters, or one other character.
struct Token {
  enum class Kind : uint8_t { kNumber, kWord, kSign };
  Kind kind = Kind::kSign;
  std::string text;
  int64_t number = 0;
};

Token::Kind KindOf(char c) {
  if (IsDigit(c)) return Token::Kind::kNumber;
  const bool is_letter =
      absl::ascii_isalpha(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
  return is_letter ? Token::Kind::kWord : Token::Kind::kSign;
}

std::vector<Token> Split(std::string_view text) {
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    Token token{KindOf(text[at]), {}, 0};
    size_t end = at + 1;
    while (end < text.size() && token.kind != Token::Kind::kSign && KindOf(text[end]) == token.kind) ++end;
    token.text = std::string(text.substr(at, end - at));
    constexpr size_t kMaxDigits = 18;
    if (token.kind == Token::Kind::kNumber && token.text.size() <= kMaxDigits)
      token.number = std::stoll(token.text);
    tokens.push_back(std::move(token));
    at = end;
  }
  return tokens;
}

std::string FormatDay(int64_t year, int64_t month, int64_t day) {
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

bool IsYear(int64_t year) { return year >= kMinYear && year <= 9999; }
bool IsMonth(int64_t month) { return month >= 1 && month <= kMonths; }

bool IsDay(int64_t year, int64_t month, int64_t day) {
  if (!IsYear(year) || !IsMonth(month) || day < 1 || day > 31) return false;
  return year_month_day(std::chrono::year(static_cast<int>(year)),
                        std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

std::string FormatDay(sys_days day) {
  const year_month_day date(day);
  return FormatDay(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                   static_cast<unsigned>(date.day()));
}

// Reads the rest of a date from its tokens, from the first on.
class Reader {
 public:
  Reader(std::vector<Token> tokens, std::string_view language)
      : tokens_(std::move(tokens)), language_(language) {}

  ReadingOfDate Read() {
    ReadingOfDate reading = ReadDay();
    if (reading.date.empty() || IsAtEnd()) return reading;
    return WithTime(std::move(reading));
  }

 private:
  using Kind = Token::Kind;

  bool IsAtEnd() const { return at_ == tokens_.size(); }
  const Token& Peek(size_t ahead = 0) const {
    static const Token kEnd;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : kEnd;
  }
  bool IsNumber(size_t ahead, size_t least, size_t most) const {
    const Token& token = Peek(ahead);
    return token.kind == Kind::kNumber && token.text.size() >= least && token.text.size() <= most;
  }
  bool IsSign(size_t ahead, std::string_view signs) const {
    const Token& token = Peek(ahead);
    return token.kind == Kind::kSign && token.text.size() == 1 && signs.find(token.text[0]) != signs.npos;
  }
  bool TakeSign(std::string_view signs) {
    if (!IsSign(0, signs)) return false;
    ++at_;
    return true;
  }

  ReadingOfDate ReadDay() {
    if (IsNumber(0, 8, 8) && IsDay(Peek().number / 10'000, Peek().number / 100 % 100, Peek().number % 100)) {
      const int64_t date = tokens_[at_++].number;
      return {FormatDay(date / 10'000, date / 100 % 100, date % 100), ""};
    }
    if (IsNumber(0, 14, 14)) return ReadCompactTime();
    if (IsNumber(0, 4, 4) && IsYear(Peek().number)) return ReadFromYear();
    if (IsNumber(0, 1, 2) && IsSign(1, "/.-") && IsNumber(2, 1, 2) && IsSign(3, "/.-") && IsNumber(4, 4, 4))
      return ReadDayAndMonth();
    return ReadWords();
  }

  // 20240229101500
  ReadingOfDate ReadCompactTime() {
    const int64_t date = tokens_[at_].number / 1'000'000;
    if (!IsDay(date / 10'000, date / 100 % 100, date % 100)) return {};
    ++at_;
    return {FormatDay(date / 10'000, date / 100 % 100, date % 100), "without its time, which has no zone"};
  }

  ReadingOfDate ReadFromYear() {
    const int64_t year = tokens_[at_++].number;
    if (IsAtEnd()) return {absl::StrFormat("%04d", year), ""};
    const bool separated = TakeSign("-/.");
    if (Peek().kind == Kind::kWord && absl::AsciiStrToUpper(Peek().text) == "W") return ReadWeek(year);
    if (!separated) return ReadWords(year);
    if (IsNumber(0, 3, 3)) return ReadDayOfYear(year);
    if (!IsNumber(0, 1, 2) || !IsMonth(Peek().number)) return ReadWords(year);
    const int64_t month = tokens_[at_++].number;
    if (IsAtEnd()) return {absl::StrFormat("%04d-%02d", year, month), ""};
    if (!TakeSign("-/.") || !IsNumber(0, 1, 2) || !IsDay(year, month, Peek().number)) return {};
    return {FormatDay(year, month, tokens_[at_++].number), ""};
  }

  // 2024-W09-4, 2024W094, 2024-W09
  ReadingOfDate ReadWeek(int64_t year) {
    ++at_;
    if (!IsNumber(0, 2, 3)) return {};
    int64_t week = Peek().number;
    int64_t day = 0;
    if (Peek().text.size() == 3) {
      day = week % 10;
      week /= 10;
      if (day == 0) return {};
    }
    ++at_;
    if (day == 0 && IsSign(0, "-") && IsNumber(1, 1, 1)) {
      day = Peek(1).number;
      at_ += 2;
    }
    constexpr int64_t kMaxWeek = 53;
    if (week < 1 || week > kMaxWeek || day > kDaysOfWeek) return {};
    // The week of 4 January is the first (ISO 8601).
    const sys_days fourth = std::chrono::year(static_cast<int>(year)) / 1 / 4;
    const sys_days monday = fourth - (std::chrono::weekday(fourth) - std::chrono::Monday) +
                            std::chrono::days((week - 1) * kDaysOfWeek);
    if (day > 0) return {FormatDay(monday + std::chrono::days(day - 1)), ""};
    const std::string first = FormatDay(monday);
    const std::string last = FormatDay(monday + std::chrono::days(kDaysOfWeek - 1));
    for (const size_t bytes : {std::string_view("2024-02").size(), std::string_view("2024").size()}) {
      if (first.substr(0, bytes) == last.substr(0, bytes))
        return {first.substr(0, bytes), "without its week"};
    }
    return {};
  }

  ReadingOfDate ReadDayOfYear(int64_t year) {
    const int64_t day = tokens_[at_++].number;
    const sys_days first = std::chrono::year(static_cast<int>(year)) / 1 / 1;
    const year_month_day date(first + std::chrono::days(day - 1));
    if (day < 1 || static_cast<int>(date.year()) != year) return {};
    return {FormatDay(sys_days(date)), ""};
  }

  // 29/02/2024: Europe writes the day first, America the month. A point means the day first.
  ReadingOfDate ReadDayAndMonth() {
    const int64_t first = Peek().number;
    const int64_t second = Peek(2).number;
    const int64_t year = Peek(4).number;
    const bool point = Peek(1).text == ".";
    at_ += 5;
    const bool day_first = IsDay(year, second, first);
    const bool month_first = !point && IsDay(year, first, second);
    if (day_first && month_first && first != second)
      return {absl::StrFormat("%04d", year), "without its day and month, which can be confused"};
    if (day_first) return {FormatDay(year, second, first), ""};
    if (month_first) return {FormatDay(year, first, second), ""};
    return {};
  }

  // 29 February 2024, February 29, 2024, Thu, 29 Feb 2024, February 2024. Stops at a time.
  ReadingOfDate ReadWords(int64_t year = 0) {
    int64_t day = 0;
    int month = 0;
    while (!IsAtEnd() && !(year > 0 && month > 0 && day > 0)) {
      const Token& token = Peek();
      if (token.kind == Kind::kNumber) {
        if (IsSign(1, ":")) break;
        if (day == 0 && token.number >= 1 && token.number <= 31 && token.text.size() <= 2) {
          day = token.number;
        } else if (year == 0 && token.text.size() == 4 && IsYear(token.number)) {
          year = token.number;
        } else if (year == 0 && month > 0 && day > 0 && token.text.size() == 2) {
          // RFC 822 has years of two digits.
          constexpr int64_t kTurn = 70;
          year = token.number + (token.number < kTurn ? 2000 : 1900);
        } else {
          return {};
        }
      } else if (token.kind == Kind::kWord) {
        const int named = MonthOfName(token.text, language_);
        if (named > 0 && month == 0) {
          month = named;
        } else if (named > 0 || !IsSmallWord(token.text, language_)) {
          return {};
        }
      } else if (!IsSign(0, " ,./-")) {
        return {};
      }
      ++at_;
    }
    if (!IsYear(year) || month == 0) return {};
    if (day == 0) return {absl::StrFormat("%04d-%02d", year, month), ""};
    return IsDay(year, month, day) ? ReadingOfDate{FormatDay(year, month, day), ""} : ReadingOfDate{};
  }

  // Adds the time of day, if it has a zone.
  ReadingOfDate WithTime(ReadingOfDate reading) {
    const bool has_day = reading.date.size() == std::string_view("2024-02-29").size();
    const std::optional<std::string> time = ReadTime();
    if (has_day && time && IsAtEnd() && !time->empty()) return {reading.date + *time, reading.lost};
    if (reading.lost.empty())
      reading.lost =
          time && IsAtEnd() ? "without its time, which has no zone" : "without the words behind it";
    return reading;
  }

  // Returns `T10:15:00Z`; empty if the zone is missing; nothing if there is no time of day.
  std::optional<std::string> ReadTime() {
    while (TakeSign(" ,")) {
    }
    if (Peek().kind == Kind::kWord && !IsNumber(0, 1, 6)) ++at_;  // T, "at", "um"
    while (TakeSign(" ")) {
    }
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    std::string fraction;
    if (IsNumber(0, 6, 6) || IsNumber(0, 4, 4)) {
      const int64_t compact = Peek().text.size() == 6 ? Peek().number : Peek().number * 100;
      hour = compact / 10'000;
      minute = compact / 100 % 100;
      second = compact % 100;
      ++at_;
    } else {
      if (!IsNumber(0, 1, 2) || !IsSign(1, ":.h") || !IsNumber(2, 2, 2)) return std::nullopt;
      hour = Peek().number;
      minute = Peek(2).number;
      at_ += 3;
      if (IsSign(0, ":") && IsNumber(1, 2, 2)) {
        second = Peek(1).number;
        at_ += 2;
        if (IsSign(0, ".,") && IsNumber(1, 1, 9)) {
          fraction = "." + Peek(1).text;
          at_ += 2;
        }
      }
    }
    while (TakeSign(" ")) {
    }
    if (Peek().kind == Kind::kWord) {
      const std::string half = absl::AsciiStrToUpper(Peek().text);
      if (half == "AM" || half == "PM") {
        hour = hour % 12 + (half == "PM" ? 12 : 0);
        ++at_;
      }
    }
    constexpr int64_t kSixty = 60;
    if (hour > 23 || minute >= kSixty || second > kSixty) return std::nullopt;
    const std::string zone = ReadZone();
    if (zone.empty()) return "";
    return absl::StrFormat("T%02d:%02d:%02d%s%s", hour, minute, std::min<int64_t>(second, 59), fraction,
                           zone);
  }

  std::string ReadZone() {
    while (TakeSign(" ")) {
    }
    if (Peek().kind == Kind::kWord) {
      std::string name = absl::AsciiStrToUpper(Peek().text);
      for (const auto& [zone, offset] : kZones) {
        if (zone != name) continue;
        ++at_;
        if (offset != std::string_view("Z") || !IsSign(0, "+-")) return offset;
        break;  // GMT+1
      }
    }
    if (!IsSign(0, "+-") || !IsNumber(1, 1, 4)) return "";
    const std::string sign = Peek().text;
    int64_t hours = Peek(1).number;
    int64_t minutes = 0;
    constexpr size_t kHourDigits = 2;
    if (Peek(1).text.size() > kHourDigits) {
      minutes = hours % 100;
      hours /= 100;
    }
    at_ += 2;
    if (IsSign(0, ":") && IsNumber(1, 2, 2)) {
      minutes = Peek(1).number;
      at_ += 2;
    }
    if (hours > 23 || minutes > 59) return "";
    return absl::StrFormat("%s%02d:%02d", sign, hours, minutes);
  }

  struct Zone {
    std::string_view name;
    const char* offset;
  };
  // RFC 822, section 5.1.
  static constexpr Zone kZones[] = {{"Z", "Z"},        {"UTC", "Z"},      {"GMT", "Z"},
                                    {"UT", "Z"},       {"EST", "-05:00"}, {"EDT", "-04:00"},
                                    {"CST", "-06:00"}, {"CDT", "-05:00"}, {"MST", "-07:00"},
                                    {"MDT", "-06:00"}, {"PST", "-08:00"}, {"PDT", "-07:00"}};

  const std::vector<Token> tokens_;
  const std::string_view language_;
  size_t at_ = 0;
};

// Reads seconds or milliseconds since 1970, for the years from 2001 to 2286.
std::string ReadUnixTime(std::string_view text) {
  constexpr size_t kSeconds = 10;
  constexpr size_t kMilliseconds = 13;
  if ((text.size() != kSeconds && text.size() != kMilliseconds) || !std::ranges::all_of(text, IsDigit))
    return "";
  const int64_t seconds = std::stoll(std::string(text.substr(0, kSeconds)));
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(seconds), absl::UTCTimeZone());
}

}  // namespace

ReadingOfDate ReadDate(std::string_view text, std::string_view language) {
  const std::string written = PlainLine(text);
  if (written.empty() || written.size() > kMaxDateBytes) return {};
  absl::Time time;
  constexpr size_t kDayBytes = 10;
  if (written.size() > kDayBytes && IsDigit(written[0]) &&
      absl::ParseTime(absl::RFC3339_full, written, &time, nullptr)) {
    return {written, ""};
  }
  if (std::string date = ReadUnixTime(written); !date.empty()) return {std::move(date), ""};
  // 2024年2月29日
  return Reader(Split(absl::StrReplaceAll(written, {{"年", "-"}, {"月", "-"}, {"日", ""}})), language).Read();
}

}  // namespace verbatim::interchange
