#include "text/values/languages/local_date.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/values/languages/local_number.h"
#include "text/values/languages/local_numeric_date.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

using Grain = Period::Grain;

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2199;

bool IsApart(const LocalTokens& tokens, size_t at) { return tokens[at].gap != LocalToken::Gap::kNone; }

std::optional<int> Roman(std::string_view word) {
  while (word.size() > 1 && word.back() >= 'a' && word.back() <= 'z') word.remove_suffix(1);  // XVIIIe
  constexpr std::string_view kNumerals[] = {"I",    "II",  "III",  "IV",    "V",   "VI",   "VII",
                                            "VIII", "IX",  "X",    "XI",    "XII", "XIII", "XIV",
                                            "XV",   "XVI", "XVII", "XVIII", "XIX", "XX",   "XXI"};
  for (size_t i = 0; i < std::size(kNumerals); ++i) {
    if (word == kNumerals[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// Skips what marks digits as an ordinal: a full stop, "er", "-го", "º", "'inci".
size_t SkipOrdinalMark(const LocalTokens& tokens, size_t at) {
  if (tokens.IsSign(at, U'.') && tokens.Touches(at)) return at + 1;
  if (tokens.IsSign(at, U'°') && tokens.Touches(at)) return at + 1;
  const bool colon = tokens.IsSign(at, U':') && tokens.Touches(at) && tokens.Touches(at + 1);  // "15:e"
  if (colon && tokens.Is(at + 1, Sense::kOrdinalMark)) return at + 2;
  const size_t word = tokens.IsSign(at, U'-') && tokens.Touches(at) ? at + 1 : at;
  if (!tokens.IsWord(word) || IsApart(tokens, word)) return at;
  return tokens.Skip(word, Sense::kOrdinalMark) == word ? at : word + 1;
}

std::optional<TimeReading> ReadDayFirst(const LocalTokens& tokens, size_t start, size_t at) {
  auto day = ReadLocalDay(tokens, at);
  if (!day) return std::nullopt;
  size_t next = SkipFillers(tokens, day->end);
  if (tokens.IsSign(next, U'-') || tokens.IsSign(next, U'/')) ++next;
  auto month = ReadLocalMonth(tokens, next, true);
  if (!month) return std::nullopt;
  if (auto year = ReadLocalYearAfter(tokens, month->end)) {
    if (auto reading = MakeTimeReading(DayOf(year->value, month->value, day->value), start, year->end))
      return reading;
  }
  return MakeTimeReading(DayOf(month->value, day->value), start, month->end);
}

std::optional<TimeReading> ReadMonthFirst(const LocalTokens& tokens, size_t start, size_t at) {
  auto month = ReadLocalMonth(tokens, at, true);
  if (!month) return std::nullopt;
  const bool abbreviated = !ReadLocalMonth(tokens, at, false);
  size_t next = month->end;
  if ((tokens.IsSign(next, U'-') || tokens.IsSign(next, U'/')) && tokens.Touches(next)) ++next;
  const size_t day_at = SkipFillers(tokens, next);
  auto day = ReadLocalDay(tokens, day_at);
  // "en mayo 5 millones" does not state the 5th of May.
  const bool counts =
      day && (tokens.Find(day->end, Sense::kScaleMark) || tokens.IsSign(day->end, U'%') ||
              tokens.IsSign(day->end, U':') || tokens.Find(day->end, Sense::kCurrency) ||
              tokens.Find(day->end, Sense::kTimeUnit) || tokens.Find(day->end, Sense::kPercent));
  const bool dated = day && (tokens.IsNumeral(day_at) || day->marked || ReadLocalYearAfter(tokens, day->end));
  if (dated && !counts) {
    if (auto year = ReadLocalYearAfter(tokens, day->end)) {
      auto reading = MakeTimeReading(DayOf(year->value, month->value, day->value), start, year->end);
      if (reading) return reading;
    }
    if (auto reading = MakeTimeReading(DayOf(month->value, day->value), start, day->end)) return reading;
  }
  if (auto year = ReadLocalYearAfter(tokens, month->end)) {
    if (auto reading = MakeTimeReading(MonthOf(year->value, month->value), start, year->end)) return reading;
  }
  if (abbreviated) return std::nullopt;
  auto reading = MakeTimeReading(MonthOf(month->value), start, month->end);
  return reading;
}

// Reads "2014 октябрь", "2015. március 3", "2013 yılının şubat ayı".
std::optional<TimeReading> ReadYearFirst(const LocalTokens& tokens, size_t at) {
  auto year = ReadLocalYear(tokens, at);
  if (!year) return std::nullopt;
  size_t next = SkipFillers(tokens, year->end);
  if (auto season = tokens.Find(next, Sense::kSeason))
    return MakeTimeReading(SeasonOf(year->value, season->value), at, season->end);
  auto month = ReadLocalMonth(tokens, next, false);
  if (!month) return std::nullopt;
  auto day = ReadLocalDay(tokens, month->end);
  if (day && tokens.IsNumeral(month->end)) {
    if (auto reading = MakeTimeReading(DayOf(year->value, month->value, day->value), at, day->end))
      return reading;
  }
  return MakeTimeReading(MonthOf(year->value, month->value), at, month->end);
}

std::optional<TimeReading> ReadSeason(const LocalTokens& tokens, size_t at) {
  auto season = tokens.Find(at, Sense::kSeason);
  if (!season) return std::nullopt;
  auto year = ReadLocalYearAfter(tokens, season->end);
  if (!year || year->value < kFirstYear) return std::nullopt;
  return MakeTimeReading(SeasonOf(year->value, season->value), at, year->end);
}

bool IsUnit(const LocalTokens& tokens, size_t at, TimeUnit unit) {
  auto found = tokens.Find(at, Sense::kTimeUnit);
  return found && found->value == static_cast<int>(unit);
}

// Reads "drittes Quartal 2016", "1er semestre de 2020", "Q3 2016", "T1 2019".
std::optional<TimeReading> ReadQuarter(const LocalTokens& tokens, size_t at) {
  std::optional<int> number;
  size_t end = at;
  bool half = false;
  if (auto ordinal = ReadLocalOrdinal(tokens, at)) {
    number = ordinal->value;
    if (IsUnit(tokens, ordinal->end, TimeUnit::kQuarter)) {
      end = tokens.Find(ordinal->end, Sense::kTimeUnit)->end;
    } else if (auto part = tokens.Find(ordinal->end, Sense::kHalfYear)) {
      end = part->end;
      half = true;
    } else {
      return std::nullopt;
    }
  } else if (tokens.IsWord(at) && tokens.Text(at).size() == 1 && tokens.IsNumeral(at + 1) &&
             tokens.Touches(at + 1) &&
             std::string_view("QTK").find(tokens.Text(at)) != std::string_view::npos) {
    if (tokens[at + 1].digits != 1) return std::nullopt;
    number = tokens[at + 1].whole;
    end = at + 2;
  }
  if (!number || *number < 1 || *number > (half ? 2 : 4)) return std::nullopt;
  auto year = ReadLocalYearAfter(tokens, tokens.IsSign(end, U'/') ? end + 1 : end);
  if (!year || year->value < kFirstYear) return std::nullopt;
  return MakeTimeReading(half ? HalfOf(year->value, *number) : QuarterOf(year->value, *number), at,
                         year->end);
}

std::optional<TimeReading> CenturyAt(const LocalTokens& tokens, int ordinal, size_t at, size_t end) {
  if (ordinal < 1 || ordinal > 21) return std::nullopt;
  if (auto era = tokens.Find(end, Sense::kEra)) {
    return MakeTimeReading(CenturyOfEra(ordinal, era->value < 0 ? Era::kBeforeChrist : Era::kAnnoDomini), at,
                           era->end);
  }
  return MakeTimeReading(CenturyOf(ordinal), at, end);
}

// Reads "XX secolo", "19. Jahrhundert", "siglo XXI", "двадцатый век".
std::optional<TimeReading> ReadCentury(const LocalTokens& tokens, size_t at) {
  if (IsUnit(tokens, at, TimeUnit::kCentury)) {
    size_t next = SkipFillers(tokens, tokens.Find(at, Sense::kTimeUnit)->end);
    auto roman = tokens.IsWord(next) ? Roman(tokens.Text(next)) : std::nullopt;
    if (!roman) return std::nullopt;
    size_t end = next + 1;
    if (tokens.IsSign(end, U'-') && tokens.Touches(end) && tokens.IsWord(end + 1)) end += 2;
    return CenturyAt(tokens, *roman, at, end);
  }
  auto ordinal = ReadLocalOrdinal(tokens, at);
  if (!ordinal || !IsUnit(tokens, ordinal->end, TimeUnit::kCentury)) return std::nullopt;
  return CenturyAt(tokens, ordinal->value, at, tokens.Find(ordinal->end, Sense::kTimeUnit)->end);
}

// Reads "1990er Jahre", "années 90", "90-е годы", "años setenta", "1980'ler".
std::optional<TimeReading> ReadDecade(const LocalTokens& tokens, size_t start) {
  auto decade_of = [&](int number, size_t digits) -> std::optional<Period> {
    if (number % 10 != 0) return std::nullopt;
    if (digits == 4) return DecadeOf(number);
    return digits == 2 ? DecadeOf(number >= 30 ? 1900 + number : 2000 + number) : std::nullopt;
  };
  if (auto word = tokens.Find(start, Sense::kDecade)) {
    const size_t end = tokens.Skip(word->end, Sense::kTimeUnit);
    return MakeTimeReading(decade_of(word->value, 2), start, end);
  }
  const auto before = tokens.Find(start, Sense::kDecadeMark);
  size_t at = before ? before->end : start;
  if (tokens.IsSign(at, U'\'') || tokens.IsSign(at, U'\u2019')) ++at;
  if (!tokens.IsNumeral(at) || (tokens[at].digits != 4 && tokens[at].digits != 2)) return std::nullopt;
  auto period = decade_of(tokens[at].whole, tokens[at].digits);
  if (!period) return std::nullopt;
  size_t end = at + 1;
  const size_t word = tokens.IsSign(end, U'-') && tokens.Touches(end) ? end + 1 : end;
  const bool joined = tokens.IsWord(word) && (!IsApart(tokens, word) || tokens[word].apostrophe);
  if (joined && tokens[word].folded == "s") return MakeTimeReading(period, start, word + 1);  // 1970s
  if (auto after = tokens.Find(word, Sense::kDecadeMark); after && (joined || !before)) {
    if (!before && !joined && tokens.words().language() != "sv" && tokens.words().language() != "tr")
      return std::nullopt;
    end = after->end;
    if (IsUnit(tokens, end, TimeUnit::kYear)) end = tokens.Find(end, Sense::kTimeUnit)->end;
  } else if (!before) {
    return std::nullopt;
  }
  return MakeTimeReading(period, start, end);
}

std::optional<TimeReading> ReadHoliday(const LocalTokens& tokens, size_t at) {
  auto holiday = tokens.Find(at, Sense::kHoliday);
  if (!holiday) return std::nullopt;
  const int month = holiday->value / 100;
  const int day = holiday->value % 100;
  if (auto year = ReadLocalYearAfter(tokens, holiday->end)) {
    if (auto reading = MakeTimeReading(DayOf(year->value, month, day), at, year->end)) return reading;
  }
  return MakeTimeReading(DayOf(month, day), at, holiday->end);
}

// Reads a year with its era: "476 n. Chr.", "44 до н. э.".
std::optional<TimeReading> ReadYearOfEra(const LocalTokens& tokens, size_t at) {
  if (!tokens.IsNumeral(at) || tokens[at].digits == 0 || tokens[at].digits > 4) return std::nullopt;
  const size_t next = tokens.Skip(at + 1, Sense::kYearMark);
  auto era = tokens.Find(next, Sense::kEra);
  if (!era) return std::nullopt;
  size_t end = era->end;
  if (tokens.IsSign(end, U'.') && tokens.Touches(end)) ++end;
  return MakeTimeReading(YearOfEra(tokens[at].whole, era->value < 0 ? Era::kBeforeChrist : Era::kAnnoDomini),
                         at, end);
}

std::optional<TimeReading> ReadYearAlone(const LocalTokens& tokens, size_t at) {
  auto year = ReadLocalYear(tokens, at);
  if (!year) return std::nullopt;
  auto reading = MakeTimeReading(YearOf(year->value), at, year->end);
  if (!reading) return std::nullopt;
  reading->weak = !year->marked;
  return reading;
}

}  // namespace

size_t SkipFillers(const LocalTokens& tokens, size_t at) {
  constexpr int kMost = 3;
  for (int i = 0; i < kMost; ++i) {
    if (tokens.IsSign(at, U',')) {
      ++at;
      continue;
    }
    const size_t next = tokens.Skip(at, Sense::kFiller);
    if (next == at) break;
    at = next;
    if (tokens.IsSign(at, U'.') && tokens.Touches(at)) ++at;
  }
  return at;
}

std::optional<LocalCount> ReadLocalOrdinal(const LocalTokens& tokens, size_t at) {
  if (tokens.IsNumeral(at) && tokens[at].digits > 0 && tokens[at].digits <= 2) {
    const size_t end = SkipOrdinalMark(tokens, at + 1);
    return LocalCount{tokens[at].whole, end, end != at + 1};
  }
  if (!tokens.IsWord(at)) return std::nullopt;
  if (auto roman = Roman(tokens.Text(at))) {
    const size_t end = SkipOrdinalMark(tokens, at + 1);
    return LocalCount{*roman, end, true};
  }
  auto words = ReadSpelled(tokens, at);
  if (!words || !words->reading.ordinal) return std::nullopt;
  auto value = words->reading.number.AsSmallInteger(100);
  if (!value) return std::nullopt;
  return LocalCount{*value, words->end, true};
}

std::optional<LocalCount> ReadLocalDay(const LocalTokens& tokens, size_t at) {
  constexpr int kMostDays = 31;
  if (tokens.IsNumeral(at)) {
    if (tokens[at].digits == 0 || tokens[at].digits > 2 || tokens[at].whole < 1 ||
        tokens[at].whole > kMostDays)
      return std::nullopt;
    const size_t end = SkipOrdinalMark(tokens, at + 1);
    return LocalCount{tokens[at].whole, end, end != at + 1};
  }
  auto words = ReadSpelled(tokens, at);
  if (!words || words->reading.denominator) return std::nullopt;
  auto value = words->reading.number.AsSmallInteger(kMostDays);
  if (!value || *value < 1) return std::nullopt;
  return LocalCount{*value, words->end, words->reading.ordinal};
}

std::optional<LocalCount> ReadLocalMonth(const LocalTokens& tokens, size_t at, bool short_names) {
  if (auto month = tokens.Find(at, Sense::kMonth)) return LocalCount{month->value, month->end, false};
  if (!short_names) return std::nullopt;
  auto month = tokens.Find(at, Sense::kMonthShort);
  if (!month || month->value == 0) return std::nullopt;
  const bool stop = tokens.IsSign(month->end, U'.') && tokens.Touches(month->end);
  return LocalCount{month->value, stop ? month->end + 1 : month->end, false};
}

std::optional<LocalCount> ReadLocalWeekday(const LocalTokens& tokens, size_t at) {
  if (auto weekday = tokens.Find(at, Sense::kWeekday)) return LocalCount{weekday->value, weekday->end, false};
  auto weekday = tokens.Find(at, Sense::kWeekdayShort);
  if (!weekday) return std::nullopt;
  const size_t next = weekday->end;
  if (tokens.IsSign(next, U'.') && tokens.Touches(next)) return LocalCount{weekday->value, next + 1, true};
  const size_t day = SkipFillers(tokens, next);
  if (tokens.IsNumeral(day) || tokens.Find(day, Sense::kMonth)) return LocalCount{weekday->value, next, true};
  return std::nullopt;
}

std::optional<LocalCount> ReadLocalYear(const LocalTokens& tokens, size_t at) {
  const auto mark = tokens.Find(at, Sense::kYearMark);
  size_t next = mark ? mark->end : at;
  if (mark && tokens.IsSign(next, U'.') && tokens.Touches(next)) ++next;
  if (tokens.IsNumeral(next)) {
    const bool four =
        tokens[next].digits == 4 && tokens[next].whole >= kFirstYear && tokens[next].whole <= kLastYear;
    if (!four) return std::nullopt;
    LocalCount year{tokens[next].whole, next + 1, mark.has_value()};
    // "2015 г.", "2013 yılında", "2013'te", "2016-го года"
    if (tokens[year.end].apostrophe && tokens.IsWord(year.end)) {
      year.end += 1;
      year.marked = true;
    } else if (tokens.IsSign(year.end, U'-') && tokens.Touches(year.end) &&
               tokens.Find(year.end + 1, Sense::kOrdinalMark) && tokens.Touches(year.end + 1)) {
      year.end += 2;
    }
    const auto after = tokens.Find(year.end, Sense::kYearMark);
    if (after && !tokens.IsNumeral(after->end)) {
      year.end = after->end;
      year.marked = true;
      const std::string_view text = tokens.Text(year.end - 1);
      const bool short_mark = text.size() <= 4;
      if (short_mark && tokens.IsSign(year.end, U'.') && tokens.Touches(year.end)) ++year.end;
    }
    return year;
  }
  auto words = ReadSpelled(tokens, next);
  if (!words || words->reading.denominator) return std::nullopt;
  auto value = words->reading.number.AsSmallInteger(kLastYear);
  if (!value || *value < 1100) return std::nullopt;
  LocalCount year{*value, words->end, mark.has_value()};
  if (auto after = tokens.Find(year.end, Sense::kYearMark)) {
    year.end = after->end;
    year.marked = true;
  }
  return year;
}

std::optional<LocalCount> ReadLocalYearAfter(const LocalTokens& tokens, size_t at) {
  const bool divides =
      (tokens.IsSign(at, U'-') || tokens.IsSign(at, U'/') || tokens.IsSign(at, U'.')) && tokens.Touches(at);
  const size_t joined = divides ? at + 1 : at;
  for (size_t next : {joined, SkipFillers(tokens, joined)}) {
    if (auto year = ReadLocalYear(tokens, next)) return year;
    const LocalToken& token = tokens[next];
    // "August 99", "avril '78", "5. Dezember 391"
    const bool short_year =
        token.kind == LocalToken::Kind::kNumeral && token.digits == 2 && token.gap != LocalToken::Gap::kLine;
    const bool stands = short_year && !tokens.IsSign(next + 1, U'.') && !tokens.IsSign(next + 1, U':') &&
                        !tokens.IsSign(next + 1, U'-') && !tokens.IsSign(next + 1, U'%') &&
                        !tokens.IsWord(next + 1);
    if (stands && (next == joined || token.apostrophe)) {
      return LocalCount{token.whole < 50 ? 2000 + token.whole : 1900 + token.whole, next + 1, false};
    }
  }
  return std::nullopt;
}

std::optional<TimeReading> ReadLocalDate(const LocalTokens& tokens, size_t start) {
  // The weekday before a date adds nothing to it.
  size_t at = start;
  if (auto weekday = ReadLocalWeekday(tokens, start)) at = SkipFillers(tokens, weekday->end);
  std::optional<TimeReading> best;
  auto keep = [&](std::optional<TimeReading> reading) {
    if (!reading || (best && best->end >= reading->end)) return;
    reading->start = start;
    best = std::move(reading);
  };
  keep(ReadNumericDate(tokens, at));
  keep(ReadDayFirst(tokens, start, at));
  keep(ReadMonthFirst(tokens, start, at));
  if (at != start) return best;
  keep(ReadYearFirst(tokens, at));
  keep(ReadSeason(tokens, at));
  keep(ReadDecade(tokens, at));
  keep(ReadQuarter(tokens, at));
  keep(ReadCentury(tokens, at));
  keep(ReadHoliday(tokens, at));
  keep(ReadYearOfEra(tokens, at));
  keep(ReadYearAlone(tokens, at));
  return best;
}

}  // namespace verbatim::text
