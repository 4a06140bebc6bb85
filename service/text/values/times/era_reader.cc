#include "text/values/times/era_reader.h"

#include <string_view>
#include <utility>

#include "text/values/numbers/number_parts.h"

namespace verbatim::text {

std::optional<EraReading> ReadEraWords(const Tokens& tokens, size_t at) {
  if (auto era = tokens.As(at, Role::kEra); era && tokens.IsUpper(at)) {
    return EraReading{*era < 0 ? Era::kBeforeChrist : Era::kAnnoDomini, at + 1};
  }
  // B.C., A.D., B.C.E., C.E.
  constexpr std::pair<std::string_view, Era> kSpelt[] = {{"BCE", Era::kBeforeChrist},
                                                         {"BC", Era::kBeforeChrist},
                                                         {"AD", Era::kAnnoDomini},
                                                         {"CE", Era::kAnnoDomini}};
  if (tokens[at].end - tokens[at].start != 1 || !tokens.IsSign(at + 1, U'.')) return std::nullopt;
  const char first = tokens.Text(at).front();
  if ((first != 'A' && first != 'B' && first != 'C') || !tokens.Touches(at + 2)) return std::nullopt;
  for (const auto& [letters, era] : kSpelt) {
    size_t next = at;
    for (char letter : letters) {
      const bool same =
          tokens.Text(next) == std::string_view(&letter, 1) && (next == at || tokens.Touches(next));
      if (!same || !tokens.IsSign(next + 1, U'.')) break;
      next += 2;
    }
    if (next == at + 2 * letters.size()) return EraReading{era, next};
  }
  return std::nullopt;
}

namespace {

constexpr int kMostYears = 9999;

// Reads "100\u201344 BC".
std::optional<TimeReading> ReadYearsOfEra(const Tokens& tokens, size_t at) {
  const size_t last = at + 2;
  if (!tokens.IsNumeral(at) || !tokens.IsDash(at + 1) || !tokens.IsNumeral(last)) return std::nullopt;
  const auto era = ReadEra(tokens, last + 1);
  if (!era) return std::nullopt;
  auto year = [&](size_t numeral) {
    const auto number = ReadNumeral(tokens, numeral);
    const auto value = number ? number->AsSmallInteger(kMostYears) : std::nullopt;
    return value ? YearOfEra(*value, era->era) : std::nullopt;
  };
  const auto left = year(at);
  const auto right = year(last);
  if (!left || !right || right->first < left->first) return std::nullopt;
  TimeReading reading = MakeTimeReading(SpanOf(left->first, right->last), at, era->end);
  reading.parts = {MakeTimeReading(*left, at, at + 1), MakeTimeReading(*right, last, era->end)};
  return reading;
}

}  // namespace

std::optional<TimeReading> ReadWithEra(const Tokens& tokens, size_t at) {
  if (auto before = ReadEra(tokens, at)) {
    auto number = ReadNumeral(tokens, before->end);
    auto year = number ? number->AsSmallInteger(kMostYears) : std::nullopt;
    return year ? MakeTimeReading(YearOfEra(*year, before->era), at, before->end + 1) : std::nullopt;
  }
  if (auto range = ReadYearsOfEra(tokens, at)) return range;
  if (tokens.IsNumeral(at)) {
    if (auto era = ReadEra(tokens, at + 1)) {
      auto number = ReadNumeral(tokens, at);
      auto year = number ? number->AsSmallInteger(kMostYears) : std::nullopt;
      return year ? MakeTimeReading(YearOfEra(*year, era->era), at, era->end) : std::nullopt;
    }
  }
  auto ordinal = ReadOrdinal(tokens, at);
  if (!ordinal) return std::nullopt;
  const size_t unit = tokens.IsSign(ordinal->end, U'-') ? ordinal->end + 1 : ordinal->end;
  auto era = ReadEra(tokens, unit + 1);
  if (!era || tokens.As(unit, Role::kTimeUnit) != static_cast<int>(TimeUnit::kCentury)) return std::nullopt;
  return MakeTimeReading(CenturyOfEra(ordinal->value, era->era), at, era->end);
}

}  // namespace verbatim::text
