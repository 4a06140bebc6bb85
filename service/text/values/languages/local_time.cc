#include "text/values/languages/local_time.h"

#include <utility>

#include "text/values/languages/local_date.h"
#include "text/values/languages/local_relative.h"

namespace verbatim::text {
namespace {

using Grain = Period::Grain;
using Published = std::optional<sys_days>;

void AddYear(TimeReading& reading, const Published& published) {
  if (reading.period.year_known || !published) return;
  auto past = WithYear(reading.period, *published, Toward::kPast);
  auto future = WithYear(reading.period, *published, Toward::kFuture);
  if (!past) return;
  reading.period = *past;
  if (future && future->first != past->first) reading.other = future;
}

// Reads one date or period. A day or month keeps its unknown year.
std::optional<TimeReading> ReadPoint(const LocalTokens& tokens, size_t at, const Published& published) {
  std::optional<TimeReading> date = ReadLocalDate(tokens, at);
  std::optional<TimeReading> relative = published ? ReadLocalRelative(tokens, at, *published) : std::nullopt;
  return relative && (!date || relative->end > date->end ||
                      (relative->end == date->end && date->weak && !relative->weak))
             ? relative
             : date;
}

// Reads an indefinite part of a period as the whole: "Ende 1989", "début de la semaine prochaine".
std::optional<TimeReading> ReadVague(const LocalTokens& tokens, size_t at, const Published& published) {
  std::optional<LocalTokens::Match> part;
  for (const Sense sense : {Sense::kBegin, Sense::kMid, Sense::kEnd}) {
    auto found = tokens.Find(at, sense);
    if (found && (!part || found->end > part->end)) part = found;
  }
  if (!part) return std::nullopt;
  size_t next = part->end;
  if (tokens.IsSign(next, U'-')) ++next;
  next = SkipFillers(tokens, next);
  auto whole = ReadPoint(tokens, next, published);
  if (!whole || whole->period.grain == Grain::kDay) return std::nullopt;
  whole->start = at;
  whole->weak = false;
  return whole;
}

std::optional<Period> InYearOf(const Period& period, int year) {
  if (period.grain == Grain::kDay) return DayOf(year, period.month, period.day);
  return MonthOf(year, period.month);
}

bool ShareYear(TimeReading& left, TimeReading& right, const Published& published) {
  auto own_year = [](const Period& period) { return period.year_known && period.grain <= Grain::kMonth; };
  if (left.period.year_known && right.period.year_known) return true;
  if (!left.period.year_known && own_year(right.period)) {
    auto dated = InYearOf(left.period, right.period.year);
    if (dated && dated->first > right.period.last) dated = InYearOf(left.period, right.period.year - 1);
    if (dated) left.period = *dated;
    return dated.has_value();
  }
  if (!right.period.year_known && own_year(left.period)) {
    auto dated = InYearOf(right.period, left.period.year);
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

// Returns the token after the words that link two dates.
size_t SkipLink(const LocalTokens& tokens, size_t at, bool between) {
  if (tokens.IsSign(at, U'-')) return at + 1;
  if (tokens.IsSign(at, U',') && (tokens.Is(at + 1, Sense::kTo) || tokens.Is(at + 1, Sense::kAnd))) ++at;
  if (between) {
    if (const size_t next = tokens.Skip(at, Sense::kAnd); next != at) return next;
  }
  // In Turkish the link is an ending of the first date: "2015'ten", "4'ünden".
  if (tokens[at - 1].apostrophe && tokens.Is(at - 1, Sense::kTo)) return at;
  return tokens.Skip(at, Sense::kTo);
}

// Returns whether SkipLink found a link.
bool HasLink(const LocalTokens& tokens, size_t at, size_t link) {
  return link != at || (tokens[at - 1].apostrophe && tokens.Is(at - 1, Sense::kTo));
}

std::optional<Period> WithDay(const Period& month, int day) {
  return month.year_known ? DayOf(month.year, month.month, day) : DayOf(month.month, day);
}

std::optional<TimeReading> Span(TimeReading left, TimeReading right, size_t start,
                                const Published& published) {
  if (!ShareYear(left, right, published)) return std::nullopt;
  if (right.period.last < left.period.first) return std::nullopt;
  TimeReading reading = MakeTimeReading(SpanOf(left.period.first, right.period.last), start, right.end);
  if (left.other && right.other && left.other->first <= right.other->last) {
    reading.other = SpanOf(left.other->first, right.other->last);
  } else if (left.other && left.other->first <= right.period.last && left.other->first > left.period.first) {
    reading.other = SpanOf(left.other->first, right.period.last);
  } else if (right.other) {
    reading.other = SpanOf(left.period.first, right.other->last);
  }
  left.other.reset();
  right.other.reset();
  if (left.end > left.start) reading.parts.push_back(std::move(left));
  reading.parts.push_back(std::move(right));
  return reading;
}

// Reads two days of one month, which `month` names before them or the second day names: "19-20 Novembre", "4 bis 22".
std::optional<TimeReading> ReadDays(const LocalTokens& tokens, size_t start, size_t at, bool between,
                                    const TimeReading* month, const Published& published) {
  auto first = ReadLocalDay(tokens, at);
  if (!first) return std::nullopt;
  size_t after = first->end;
  if (first->marked && tokens.IsSign(after - 1, U'.') && !tokens.IsSign(after, U'-')) after = first->end;
  const size_t link = SkipLink(tokens, after, between);
  if (!HasLink(tokens, after, link)) return std::nullopt;
  const size_t second = SkipFillers(tokens, link);
  if (month != nullptr) {
    auto last = ReadLocalDay(tokens, second);
    if (!last || last->value <= first->value) return std::nullopt;
    TimeReading whole = *month;
    const auto year = whole.period.year_known ? std::nullopt : ReadLocalYearAfter(tokens, last->end);
    if (year) {
      auto dated = MonthOf(year->value, whole.period.month);
      if (dated) whole.period = *dated;
    }
    AddYear(whole, published);
    auto from = WithDay(whole.period, first->value);
    auto to = WithDay(whole.period, last->value);
    if (!from || !to || !whole.period.year_known) return std::nullopt;
    TimeReading reading = MakeTimeReading(SpanOf(from->first, to->last), start, year ? year->end : last->end);
    if (whole.other && whole.other->grain == Grain::kMonth) {
      auto other_from = WithDay(*whole.other, first->value);
      auto other_to = WithDay(*whole.other, last->value);
      if (other_from && other_to) reading.other = SpanOf(other_from->first, other_to->last);
    }
    return reading;
  }
  std::optional<TimeReading> right = ReadLocalDate(tokens, second);
  if (published && (!right || right->period.grain != Grain::kDay)) {
    right = ReadLocalDayOfShiftedMonth(tokens, second, *published);
  }
  if (!right || right->period.grain != Grain::kDay) return std::nullopt;
  TimeReading whole = *right;
  AddYear(whole, published);
  auto from = WithDay(whole.period, first->value);
  if (!from || !whole.period.year_known || from->first >= whole.period.first) return std::nullopt;
  TimeReading reading = MakeTimeReading(SpanOf(from->first, whole.period.last), start, whole.end);
  if (whole.other && whole.other->grain == Grain::kDay) {
    if (auto other = WithDay(*whole.other, first->value); other && other->first < whole.other->first)
      reading.other = SpanOf(other->first, whole.other->last);
  }
  return reading;
}

// Reads "from A to B", "between A and B", "A to B", "A - B". `left` is A, if a date begins at `at`.
std::optional<TimeReading> ReadRangeFrom(const LocalTokens& tokens, size_t start, size_t at, bool between,
                                         bool led, const Published& published) {
  if (auto days = ReadDays(tokens, start, at, between, nullptr, published)) return days;
  auto left = ReadPoint(tokens, at, published);
  if (!left) return std::nullopt;
  if (left->period.grain == Grain::kDay && led == false && left->weak) return std::nullopt;
  size_t link = SkipLink(tokens, left->end, between);
  // "1 Ocak ve 5 Şubat arası": what makes it a range follows.
  const bool trailing = !HasLink(tokens, left->end, link) && !led;
  if (trailing) link = tokens.Skip(left->end, Sense::kAnd);
  if (!HasLink(tokens, left->end, link)) return std::nullopt;
  const bool dash = tokens.IsSign(left->end, U'-');
  const size_t second = SkipFillers(tokens, link);
  // "Nov 19-20"
  auto bare = ReadLocalDay(tokens, second);
  auto right = ReadPoint(tokens, second, published);
  if (right && right->weak && right->period.grain == Grain::kDay && bare) right.reset();
  if (!right && link != second) right = ReadPoint(tokens, link, published);
  if (trailing) {
    auto between_after = right ? tokens.Find(right->end, Sense::kBetween) : std::nullopt;
    if (!between_after) return std::nullopt;
    auto span = Span(*left, *right, start, published);
    if (span) span->end = between_after->end;
    return span;
  }
  if (right) {
    const bool years = left->period.grain == Grain::kYear && right->period.grain == Grain::kYear;
    const bool comparable = years || led || left->period.grain != Grain::kYear || !left->weak;
    if (comparable && (!dash || years || right->period.grain == left->period.grain)) {
      if (right->period.last > left->period.first || !left->period.year_known || !right->period.year_known) {
        if (auto span = Span(*left, *right, start, published)) return span;
      }
    }
  }
  if (bare && left->period.grain == Grain::kDay && bare->value > left->period.day && left->period.month > 0) {
    TimeReading last = *left;
    const auto year = left->period.year_known ? std::nullopt : ReadLocalYearAfter(tokens, bare->end);
    auto day =
        year ? DayOf(year->value, left->period.month, bare->value) : WithDay(left->period, bare->value);
    if (!day) return std::nullopt;
    last.period = *day;
    last.other.reset();
    if (left->other) last.other = WithDay(*left->other, bare->value);
    last.start = second;
    last.end = year ? year->end : bare->end;
    return Span(*left, last, start, published);
  }
  // "2021-22", "2021/22"
  if (left->period.grain == Grain::kYear && dash && tokens.IsNumeral(link) && tokens[link].digits == 2 &&
      tokens.Touches(link)) {
    auto year = YearOf(left->period.year / 100 * 100 + tokens[link].whole);
    if (year && year->year > left->period.year)
      return Span(*left, MakeTimeReading(*year, link, link + 1), start, published);
  }
  return std::nullopt;
}

// Skips a case ending after an apostrophe.
size_t SkipEnding(const LocalTokens& tokens, size_t at) {
  return tokens[at].apostrophe && tokens.IsWord(at) && tokens.Known(at) ? at + 1 : at;
}

std::optional<TimeReading> ReadRange(const LocalTokens& tokens, size_t at, const Published& published) {
  for (const Sense sense : {Sense::kBetween, Sense::kFrom}) {
    auto start = tokens.Find(at, sense);
    if (!start) continue;
    for (size_t next : {start->end, SkipFillers(tokens, start->end)}) {
      if (auto range = ReadRangeFrom(tokens, at, next, sense == Sense::kBetween, true, published))
        return range;
      // "between" in a language that puts it after the dates is tried without a lead.
    }
  }
  if (auto range = ReadRangeFrom(tokens, at, at, false, false, published)) {
    range->end = tokens.Skip(SkipEnding(tokens, range->end), Sense::kUntil);  // "22'sine kadar"
    return range;
  }
  // The month first: "Noviembre entre 19 y 20", "nächsten Monat vom 4. bis zum 23."
  std::optional<TimeReading> month;
  if (auto named = ReadLocalMonth(tokens, at, false)) {
    auto year = ReadLocalYearAfter(tokens, named->end);
    month = year && year->value >= 1000 ? MakeTimeReading(MonthOf(year->value, named->value), at, year->end)
                                        : MakeTimeReading(MonthOf(named->value), at, named->end);
  } else if (published) {
    month = ReadLocalRelative(tokens, at, *published);
  }
  if (!month || month->period.grain != Grain::kMonth) return std::nullopt;
  size_t next = SkipFillers(tokens, month->end);
  bool between = false;
  for (const Sense sense : {Sense::kBetween, Sense::kFrom}) {
    auto lead = tokens.Find(month->end, sense);
    if (!lead) lead = tokens.Find(next, sense);
    if (!lead) continue;
    between = sense == Sense::kBetween;
    next = SkipFillers(tokens, lead->end);
    break;
  }
  auto range = ReadDays(tokens, at, next, between, &*month, published);
  if (range) {
    range->end = SkipEnding(tokens, range->end);
    range->end = tokens.Skip(tokens.Skip(range->end, Sense::kUntil), Sense::kBetween);
  }
  return range;
}

// Returns whether a time can begin at a token. Rules out most words.
bool CanBegin(const LocalTokens& tokens, size_t at) {
  if (tokens.IsNumeral(at)) return true;
  if (tokens.IsSign(at, U'\'')) return tokens.IsNumeral(at + 1);
  return tokens.IsWord(at) && (tokens.Known(at) || !tokens[at].no_number || tokens[at].capital);
}

}  // namespace

std::optional<TimeReading> ReadLocalTime(const LocalTokens& tokens, size_t at, const Published& published) {
  if (!CanBegin(tokens, at)) return std::nullopt;
  // A sign joins this number to an earlier one, so the time, if any, began there.
  if (tokens.IsNumeral(at) && tokens.Touches(at) && tokens.IsNumeral(at - 2) && tokens.Touches(at - 1) &&
      !tokens.IsWord(at - 1))
    return std::nullopt;
  std::optional<TimeReading> best;
  auto keep = [&](std::optional<TimeReading> reading) {
    if (reading &&
        (!best || reading->end > best->end || (reading->end == best->end && best->weak && !reading->weak)))
      best = std::move(reading);
  };
  keep(ReadVague(tokens, at, published));
  keep(ReadPoint(tokens, at, published));
  if (auto range = ReadRange(tokens, at, published)) {
    if (!best || range->end > best->end) return range;
  }
  using Limit = TimeReading::Limit;
  constexpr std::pair<Sense, Limit> kLimits[] = {{Sense::kSince, Limit::kSince},
                                                 {Sense::kSinceDay, Limit::kSince},
                                                 {Sense::kUntil, Limit::kUntil},
                                                 {Sense::kBefore, Limit::kBefore},
                                                 {Sense::kAfter, Limit::kAfter}};
  for (const auto& [sense, limit] : kLimits) {
    auto word = tokens.Find(at, sense);
    if (!word) continue;
    for (size_t next : {word->end, SkipFillers(tokens, word->end)}) {
      auto reading = ReadVague(tokens, next, published);
      if (!reading) reading = ReadPoint(tokens, next, published);
      if (!reading || (reading->weak && reading->period.grain != Grain::kYear)) continue;
      if (sense == Sense::kSinceDay && reading->period.grain != Grain::kDay) continue;
      reading->limit = limit;
      if (limit == Limit::kSince) reading->weak = false;
      reading->start = next;
      keep(std::move(reading));
      break;
    }
  }
  if (best) AddYear(*best, published);
  if (best && !best->period.year_known && best->period.grain != Grain::kDay &&
      best->period.grain != Grain::kMonth)
    return std::nullopt;
  return best;
}

}  // namespace verbatim::text
