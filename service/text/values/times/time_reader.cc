#include "text/values/times/time_reader.h"

#include <utility>

#include "text/values/times/date_reader.h"
#include "text/values/times/era_reader.h"
#include "text/values/times/period_part_reader.h"
#include "text/values/times/relative_reader.h"

namespace verbatim::text {
namespace {

using F = Function;
using Published = std::optional<sys_days>;
using Grain = Period::Grain;

// Dates a day or month that lacks its year: the last occurrence up to the publication. The next occurrence is
// the other possible meaning.
void AddYear(TimeReading& reading, const Published& published) {
  if (reading.period.year_known || !published) return;
  auto past = WithYear(reading.period, *published, Toward::kPast);
  auto future = WithYear(reading.period, *published, Toward::kFuture);
  if (!past) return;
  reading.period = *past;
  if (future && future->first != past->first) reading.other = future;
}

// The kinds of times that can begin at a token.
struct PossibleTimes {
  bool named = false;     // a time that date_reader.h reads
  bool relative = false;  // a time that relative_reader.h reads
};
// A cheap filter. Looks at the tokens from `at` up to the first that cannot be part of a time.
PossibleTimes LookAhead(const Tokens& tokens, size_t at) {
  constexpr size_t kMaxTokens = 10;
  auto mask = [](auto... roles) { return ((1U << static_cast<unsigned>(roles)) | ...); };
  constexpr uint32_t kNamed = mask(Role::kMonth, Role::kWeekday, Role::kSeason, Role::kDecade,
                                   Role::kTimeUnit, Role::kEra, Role::kHoliday);
  constexpr uint32_t kRelative =
      mask(Role::kWeekday, Role::kTimeUnit, Role::kDay, Role::kShift, Role::kPart, Role::kEdge);
  constexpr uint32_t kNumberWords = mask(Role::kCardinal, Role::kTens, Role::kHundred, Role::kScale);
  PossibleTimes possible;
  bool after_number_word = false;
  size_t numerals = 0;
  for (size_t i = at; i < at + kMaxTokens; ++i) {
    const Token& token = tokens[i];
    if (token.kind == Token::Kind::kBreak) break;
    if (token.kind == Token::Kind::kNumeral) {
      // A year has four digits. Signs join the numbers of a date. "on" or "the" precedes a lone day: "on 15".
      const size_t size = token.end - token.start;
      const Token& next = tokens[i + 1];
      const bool joined = next.sign == U'-' || next.sign == U'/' || next.sign == U'.' || next.sign == U'\'' ||
                          next.sign == U'\u2019';
      if (size == 4 || size == 6 || size == 7 || joined || tokens.Text(i + 1) == "s") possible.named = true;
      if (i == at ? tokens.Is(at - 1, F::kOn) : i == at + 1 && tokens.Is(at, F::kThe))
        possible.relative = true;
      if (next.kind == Token::Kind::kWord && tokens.Touches(i + 1) && tokens.IsNumeral(i + 2))
        possible.relative = true;
      if (next.end - next.start == 1 && ReadEra(tokens, i + 1)) possible.named = true;
      if (++numerals == 3) break;  // a date has at most three numbers
      after_number_word = false;
      continue;
    }
    if (token.kind == Token::Kind::kSign) continue;
    if (token.end - token.start == 1 && tokens.IsNumeral(i + 1)) possible.relative = true;  // Q3
    if (token.word == nullptr) {
      if (after_number_word && token.end - token.start <= 2 && tokens.Has(i + 1, Role::kCardinal))
        possible.named = true;  // "nineteen oh five"
      break;
    }
    const uint32_t roles = token.word->roles;
    if ((roles & kNamed) != 0) possible.named = true;
    if ((roles & kRelative) != 0 || token.word->Is(F::kNow)) possible.relative = true;
    const bool number = (roles & kNumberWords) != 0;
    if (number && after_number_word) possible.named = true;  // "nineteen ninety"
    after_number_word = number;
  }
  return possible;
}

// Reads one date or period, but no range. A day or month keeps its unknown year if nothing states it.
std::optional<TimeReading> ReadPoint(const Tokens& tokens, size_t at, const Published& published) {
  const PossibleTimes possible = LookAhead(tokens, at);
  std::optional<TimeReading> date;
  if (possible.named) date = ReadDate(tokens, at);
  if (!possible.relative) return date;
  std::optional<TimeReading> relative = ReadPeriodPart(tokens, at, published);
  if (!relative && published) relative = ReadRelative(tokens, at, *published);
  return relative && (!date || relative->end > date->end) ? relative : date;
}

// Reads an indefinite part of a period as the whole period: "early 2019", "late last week", "end of 2000".
std::optional<TimeReading> ReadVague(const Tokens& tokens, size_t at, const Published& published) {
  size_t next = at + 1;
  if (tokens.Is(at, F::kEnd) || tokens.Is(at, F::kStart) || tokens.Is(at, F::kMid)) {
    const bool of = tokens.Is(next, F::kOf);
    if (!of && !tokens.Is(at, F::kMid)) return std::nullopt;
    if (of || tokens.IsSign(next, U'-')) ++next;
  } else if (tokens.Is(at, F::kEarly) || tokens.Is(at, F::kLate) || tokens.Is(at, F::kEarlier) ||
             tokens.Is(at, F::kLater)) {
    if (tokens.Is(next, F::kIn)) ++next;
  } else {
    return std::nullopt;
  }
  auto whole = ReadPoint(tokens, next, published);
  if (!whole || whole->period.grain == Grain::kDay) return std::nullopt;
  whole->start = at;
  whole->weak = false;
  return whole;
}

std::optional<Period> InYearOf(const Period& period, const Period& dated) {
  if (period.grain == Grain::kDay) return DayOf(dated.year, period.month, period.day);
  return MonthOf(dated.year, period.month);
}

// Dates both ends of a range. If only one end states its year, the other gets that year; if neither does,
// both are dated from the publication. Returns false if an end stays without a year.
bool ShareYear(TimeReading& left, TimeReading& right, const Published& published) {
  if (left.period.year_known && right.period.year_known) return true;
  auto has_own_year = [](const Period& period) { return period.year_known && period.grain <= Grain::kMonth; };
  if (!left.period.year_known && has_own_year(right.period)) {
    auto dated = InYearOf(left.period, right.period);
    if (dated && dated->first > right.period.last) {
      Period before = right.period;
      --before.year;
      dated = InYearOf(left.period, before);
    }
    if (dated) left.period = *dated;
    return dated.has_value();
  }
  if (!right.period.year_known && has_own_year(left.period)) {
    auto dated = InYearOf(right.period, left.period);
    if (dated) right.period = *dated;
    return dated.has_value();
  }
  if (!published) return false;
  AddYear(left, published);
  if (!left.period.year_known) return false;
  if (!right.period.year_known) {
    auto dated = WithYear(right.period, left.period.first, Toward::kFuture);
    if (!dated) return false;
    right.period = *dated;
  }
  return true;
}

// Reads a day whose month the other end of the range states: the 4 in "from 4 to 22 January".
std::optional<TimeReading> ReadBareDay(const Tokens& tokens, size_t at) {
  auto day = ReadDayOfMonth(tokens, at);
  if (!day) return std::nullopt;
  Period period;
  period.day = day->value;
  return MakeTimeReading(period, at, day->end);
}

std::optional<Period> WithDay(const Period& dated, int day) {
  return dated.year_known ? DayOf(dated.year, dated.month, day) : DayOf(dated.month, day);
}

// Reads the second year of "2021-22" and "2021/22".
std::optional<TimeReading> ReadShortYear(const Tokens& tokens, size_t at, const TimeReading& left) {
  if (left.period.grain != Grain::kYear || !tokens.IsNumeral(at) || tokens.Text(at).size() != 2 ||
      !tokens.Touches(at)) {
    return std::nullopt;
  }
  auto number = ReadNumeral(tokens, at);
  auto digits = number ? number->AsSmallInteger(99) : std::nullopt;
  auto year = digits ? YearOf(left.period.year / 100 * 100 + *digits) : std::nullopt;
  return MakeTimeReading(year, at, at + 1);
}

struct Link {
  bool found = false;
  bool dash = false;
};
Link LinkAt(const Tokens& tokens, size_t at, bool between) {
  if (tokens.IsDash(at) || (tokens.IsSign(at, U'/') && tokens.Touches(at))) return {true, true};
  return {between ? tokens.Is(at, F::kAnd) || tokens.Is(at, F::kThrough)
                  : tokens.Is(at, F::kTo) || tokens.Is(at, F::kThrough),
          false};
}

// Reads the right end of a range that begins with the day `bare`: "April 7" in "2 to April 7", "22 this
// month" in "4 to 22 this month". It states the month of both days.
std::optional<TimeReading> ReadRightEndOf(const Tokens& tokens, const TimeReading& bare, bool between,
                                          const Published& published) {
  if (!LinkAt(tokens, bare.end, between).found) return std::nullopt;
  auto right = ReadPoint(tokens, bare.end + 1, published);
  if (!right || right->period.grain != Grain::kDay || right->weak) return std::nullopt;
  if (right->period.day <= bare.period.day) return std::nullopt;
  return right;
}

// Returns the range, beginning at token `at`, from the day `bare` to the day `right` of the same month.
std::optional<TimeReading> RangeWithinMonth(size_t at, const TimeReading& bare, TimeReading right,
                                            const Published& published) {
  AddYear(right, published);
  auto first = WithDay(right.period, bare.period.day);
  if (!first || !right.period.year_known) return std::nullopt;
  TimeReading reading = MakeTimeReading(SpanOf(first->first, right.period.last), at, right.end);
  if (right.other && right.other->grain == Grain::kDay) {
    if (auto other = WithDay(*right.other, bare.period.day)) {
      reading.other = SpanOf(other->first, right.other->last);
    }
  }
  return reading;
}

// Dates `day`, which ends a range and takes its month from `left`: "Sept 10-12". In "Sept 10-12, 2025", both
// days take the year that follows.
std::optional<TimeReading> DateRightEnd(const Tokens& tokens, TimeReading& left, TimeReading day,
                                        const Published& published) {
  if (left.period.year_known) return std::nullopt;
  const size_t year_at = tokens.IsSign(day.end, U',') ? day.end + 1 : day.end;
  if (auto year = ReadYear(tokens, year_at, YearContext::kDate)) {
    auto dated = DayOf(year->value, left.period.month, left.period.day);
    if (!dated) return std::nullopt;
    left.period = *dated;
    day.end = year->end;
  }
  AddYear(left, published);
  auto dated = WithDay(left.period, day.period.day);
  if (!dated) return std::nullopt;
  day.period = *dated;
  if (left.other) day.other = WithDay(*left.other, day.period.day);
  return day;
}

// Returns the period, beginning at token `at`, from `left` to `right`.
std::optional<TimeReading> JoinEnds(size_t at, TimeReading left, TimeReading right,
                                    const Published& published) {
  const bool both_open = !left.period.year_known && !right.period.year_known;
  const Period open_left = left.period;
  const Period open_right = right.period;
  if (!ShareYear(left, right, published) || !left.period.year_known ||
      right.period.last < left.period.first) {
    return std::nullopt;
  }
  TimeReading reading = MakeTimeReading(SpanOf(left.period.first, right.period.last), at, right.end);
  if (both_open && published) {
    auto later = WithYear(open_left, *published, Toward::kFuture);
    auto end = later ? WithYear(open_right, later->first, Toward::kFuture) : std::nullopt;
    if (end && later->first != left.period.first) reading.other = SpanOf(later->first, end->last);
  } else if (left.other && right.other && left.other->first <= right.other->last) {
    reading.other = SpanOf(left.other->first, right.other->last);
  }
  reading.parts = {std::move(left), std::move(right)};
  return reading;
}

// Reads a range that begins at `at`: "from 1994 to 2012", "between Oct. 2 and October 22", "November 19 to
// 20", "2014-2018". `left` is the time at its beginning, after "from" or "between" if there is one.
std::optional<TimeReading> ReadRange(const Tokens& tokens, size_t at, std::optional<TimeReading> left,
                                     const Published& published) {
  const bool between = tokens.Is(at, F::kBetween);
  const bool led = between || tokens.Is(at, F::kFrom);
  if (!left || (left->weak && left->period.grain != Grain::kYear)) {
    const auto bare = ReadBareDay(tokens, led ? at + 1 : at);
    if (auto right = bare ? ReadRightEndOf(tokens, *bare, between, published) : std::nullopt) {
      return RangeWithinMonth(at, *bare, *std::move(right), published);
    }
  }
  if (!left) return std::nullopt;
  const Link link = LinkAt(tokens, left->end, between);
  if (!link.found) return std::nullopt;
  const size_t next = left->end + 1;
  // A dash with a space on one side only begins or ends an aside and does not link.
  if (link.dash && tokens.Touches(left->end) != tokens.Touches(next)) return std::nullopt;
  std::optional<TimeReading> right = ReadShortYear(tokens, next, *left);
  if (!right) right = ReadPoint(tokens, next, published);
  if (left->period.grain == Grain::kDay && (!right || right->weak)) {
    if (auto day = ReadBareDay(tokens, next)) right = DateRightEnd(tokens, *left, *day, published);
  }
  if (!right) return std::nullopt;
  // "2000 to 3000" alone is rather a count. After "from" or "between", or with a dash, it is a period.
  const bool weak = left->weak && right->weak && !led && !link.dash;
  auto reading = JoinEnds(at, *std::move(left), *std::move(right), published);
  if (reading) reading->weak = weak;
  return reading;
}

struct LimitReading {
  TimeReading::Limit limit = TimeReading::Limit::kNone;
  size_t end = 0;  // the token after its words
};
// Reads the words that make the time after them an end: "since", "no later than", "prior to", "not before".
LimitReading ReadLimit(const Tokens& tokens, size_t at) {
  using Limit = TimeReading::Limit;
  const bool no = tokens.Is(at, F::kNo) || tokens.Is(at, F::kNot);
  const size_t word = no ? at + 1 : at;
  if (tokens.Is(word, F::kLater) || tokens.Is(word, F::kEarlier)) {
    if (!tokens.Is(word + 1, F::kThan)) return {};
    const bool later = tokens.Is(word, F::kLater);
    return {no ? (later ? Limit::kUntil : Limit::kSince) : (later ? Limit::kAfter : Limit::kBefore),
            word + 2};
  }
  LimitReading reading{Limit::kNone, word + 1};
  if (tokens.Is(word, F::kSince)) reading.limit = Limit::kSince;
  if (tokens.Is(word, F::kAfter)) reading.limit = no ? Limit::kUntil : Limit::kAfter;
  if (tokens.Is(word, F::kBefore)) reading.limit = no ? Limit::kSince : Limit::kBefore;
  if (tokens.Is(word, F::kThrough) && !no) reading.limit = Limit::kUntil;
  if (tokens.Text(word) == "prior" || tokens.Text(word) == "Prior") {
    if (!tokens.Is(word + 1, F::kTo)) return {};
    ++reading.end;
  }
  // "since at least 2012"
  if (tokens.Is(reading.end, F::kAt) && tokens.Is(reading.end + 1, F::kLeast)) reading.end += 2;
  return reading;
}

}  // namespace

TimeReading MakeTimeReading(const Period& period, size_t start, size_t end) {
  TimeReading reading;
  reading.period = period;
  reading.start = start;
  reading.end = end;
  return reading;
}

std::optional<TimeReading> MakeTimeReading(const std::optional<Period>& period, size_t start, size_t end) {
  if (!period) return std::nullopt;
  return MakeTimeReading(*period, start, end);
}

std::optional<TimeReading> ReadTime(const Tokens& tokens, size_t at,
                                    const std::optional<sys_days>& published) {
  // A sign joins this number to an earlier one, so the time, if any, began there.
  const bool joined = tokens.IsNumeral(at) && tokens.IsNumeral(at - 2) && tokens.Touches(at) &&
                      tokens.Touches(at - 1) && !tokens.IsWord(at - 1);
  if (joined) return std::nullopt;
  if (const PossibleTimes possible = LookAhead(tokens, at); !possible.named && !possible.relative)
    return std::nullopt;
  if (tokens.Is(at, F::kBetween) || tokens.Is(at, F::kFrom)) {
    return ReadRange(tokens, at, ReadPoint(tokens, at + 1, published), published);
  }
  std::optional<TimeReading> reading;
  if (const LimitReading limit = ReadLimit(tokens, at); limit.limit != TimeReading::Limit::kNone) {
    reading = ReadVague(tokens, limit.end, published);
    if (!reading) reading = ReadPoint(tokens, limit.end, published);
    if (!reading) return std::nullopt;
    reading->limit = limit.limit;
    if (limit.limit == TimeReading::Limit::kSince) reading->weak = false;
  } else if (reading = ReadVague(tokens, at, published); !reading) {
    reading = ReadPoint(tokens, at, published);
    if (auto range = ReadRange(tokens, at, reading, published)) return range;
  }
  if (reading) AddYear(*reading, published);
  return reading;
}

}  // namespace verbatim::text
