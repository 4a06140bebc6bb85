#include "text/values/times/year_use.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "text/values/amounts/scale_letter.h"
#include "text/values/amounts/unit_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

// The last words of addresses.
constexpr std::string_view kStreets[] = {
    "Street",  "St",       "Avenue",   "Ave",   "Road",  "Rd",    "Boulevard", "Blvd",  "Drive",   "Dr",
    "Lane",    "Ln",       "Way",      "Court", "Ct",    "Place", "Square",    "Plaza", "Parkway", "Highway",
    "Terrace", "Crescent", "Broadway", "Alley", "Close", "Row",   "Circle",    "Trail", "Pike",    "Wharf"};

// Things that have a year more often than a number: "the 2016 elections".
constexpr std::string_view kDated[] = {
    "elections", "games",    "olympics",      "protests", "riots",     "floods",    "sanctions",
    "talks",     "accounts", "results",       "figures",  "estimates", "prices",    "levels",
    "awards",    "finals",   "attacks",       "bombings", "polls",     "primaries", "midterms",
    "reforms",   "budgets",  "championships", "hearings", "reports",   "standards", "killings",
    "fires",     "storms",   "clashes",       "terms",    "data",      "sales",     "revenues",
    "profits",   "earnings", "exports",       "imports",  "taxes",     "wages"};

// Things that are counted rather than dated, also after "in": "in 1066 cases".
constexpr std::string_view kCounted[] = {
    "cases",     "instances",  "villages",       "towns",    "cities",   "districts", "countries", "schools",
    "hospitals", "households", "homes",          "houses",   "places",   "ways",      "locations", "sites",
    "stores",    "shops",      "branches",       "families", "patients", "samples",   "tests",     "trials",
    "matches",   "incidents",  "occasions",      "units",    "votes",    "seats",     "pages",     "entries",
    "parts",     "communes",   "constituencies", "wards",    "stations", "centres",   "centers",   "points",
    "pieces",    "copies",     "people",         "men",      "women",    "children",  "voters",    "members",
    "volumes",   "hours",      "days",           "minutes",  "seconds"};

template <size_t n>
bool Contains(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Returns whether the words after the number are the name of a street: "2025 Main Street", "2025 Martin
// Luther King Blvd".
bool IsAddress(const Tokens& tokens, size_t at) {
  constexpr size_t kMaxWords = 4;
  for (size_t i = at + 1; i <= at + kMaxWords && tokens.IsWord(i) && tokens[i].capital; ++i) {
    if (i > at + 1 && Contains(kStreets, tokens.Text(i))) return true;
  }
  return false;
}

// Returns whether the word at `at` begins a clause, so that the noun before it is not its subject: "In 1066
// cases it failed".
bool BeginsClause(const Tokens& tokens, size_t at) {
  constexpr std::string_view kWords[] = {"it",     "he",  "she", "they",  "we",   "i",     "you",
                                         "the",    "a",   "an",  "there", "this", "these", "no",
                                         "nobody", "one", "its", "their", "his",  "her"};
  return Contains(kWords, tokens.Text(at)) || !tokens.IsWord(at);
}

// Returns whether a word that names numbers precedes the numeral: "Flight 1999", "No. 1999".
bool IsLabelled(const Tokens& tokens, size_t at) {
  const bool stop = tokens.IsSign(at - 1, U'.');
  const size_t word = stop ? at - 2 : at - 1;
  if (stop && (tokens.Text(word) == "No" || tokens.Text(word) == "no")) return true;
  return tokens.Has(word, Role::kLabel) || tokens.Text(word) == "number" || tokens.IsSign(at - 1, U'#');
}

}  // namespace

YearUse UseOfNumeral(const Tokens& tokens, size_t at) {
  if (IsLabelled(tokens, at) || IsAddress(tokens, at)) return YearUse::kCount;
  const size_t next = at + 1;
  const bool led = tokens.Is(at - 1, F::kIn) || tokens.Is(at - 1, F::kSince) || tokens.Is(at - 1, F::kDuring);
  if (!tokens.IsWord(next) && tokens[next].sign < 0xB0) return YearUse::kYear;
  if (auto unit = ReadUnit(tokens, next); unit && tokens[next].gap != Token::Gap::kLine) {
    return led && unit->kind == ValueKind::kCurrency ? YearUse::kEither : YearUse::kCount;
  }
  if (!IsCountedNoun(tokens, next)) return YearUse::kYear;
  const std::string_view noun = tokens.Text(next);
  if (Contains(kDated, noun)) return led ? YearUse::kYear : YearUse::kEither;
  if (tokens.Is(at - 1, F::kThe) && !Contains(kCounted, noun)) return YearUse::kEither;
  // "In 2019 exports fell": the noun is the subject. "In 1066 cases it failed": another subject follows.
  if (led)
    return Contains(kCounted, noun) || BeginsClause(tokens, next + 1) ? YearUse::kCount : YearUse::kEither;
  return YearUse::kCount;
}

}  // namespace verbatim::text
