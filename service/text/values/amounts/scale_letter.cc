#include "text/values/amounts/scale_letter.h"

#include <algorithm>

#include "text/values/amounts/units.h"

namespace verbatim::text {
namespace {

using F = Function;

struct ScaleLetter {
  std::string_view letter;
  int zeros = 0;
  bool rupees_only = false;
  bool with_nouns = false;  // also multiplies without money, if a counted noun or a currency follows
};
constexpr ScaleLetter kScaleLetters[] = {
    {"m", 6, false, true},
    {"t", 12},
    {"L", 5, true},
    {"l", 5, true},
};

// Nouns in the plural that are measured in metres rather than counted in millions.
constexpr std::string_view kMeasured[] = {
    "walls",     "waves",    "fences",    "sprints", "races",     "hurdles", "swimmers",   "runners",
    "sprinters", "swells",   "poles",     "trees",   "masts",     "towers",  "ceilings",   "drops",
    "cables",    "ropes",    "trenches",  "tunnels", "statues",   "yachts",  "boats",      "ships",
    "lengths",   "strips",   "intervals", "steps",   "stretches", "finals",  "heats",      "relays",
    "events",    "sections", "pools",     "rods",    "pipes",     "boards",  "telescopes", "mirrors",
};

// The endings of adjectives that may come between a letter and a counted noun: "5m registered voters".
bool IsAdjective(std::string_view word) {
  constexpr std::string_view kEndings[] = {"ed", "an", "ish", "al", "ic", "ous", "ian", "ese", "less", "ing"};
  constexpr std::string_view kWords[] = {"new",   "more",  "young", "old",  "poor",
                                         "extra", "other", "fewer", "women"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords) ||
         (word.size() > 4 && std::any_of(std::begin(kEndings), std::end(kEndings),
                                         [&](std::string_view ending) { return word.ends_with(ending); }));
}

bool IsMeasured(std::string_view word) {
  return std::find(std::begin(kMeasured), std::end(kMeasured), word) != std::end(kMeasured);
}

// Returns whether the words from `at` on are counted: "people", "registered voters", "euros", "tonnes".
bool AreCounted(const Tokens& tokens, size_t at, bool touches) {
  if (tokens.Has(at, Role::kCurrency) && FindCurrency(tokens.Text(at))) return true;
  if (tokens.Has(at, Role::kUnit) && touches) return tokens.Text(at).size() > 2;
  const size_t noun = tokens.IsWord(at) && IsAdjective(tokens.Text(at)) ? at + 1 : at;
  if (!IsCountedNoun(tokens, noun)) return false;
  const std::string_view word = tokens.Text(noun);
  // With a space, as in "1.5 m people", only words for people are certain.
  constexpr std::string_view kPeople[] = {
      "people",      "women",      "men",        "children",  "voters",   "users",    "jobs",
      "viewers",     "customers",  "residents",  "refugees",  "migrants", "workers",  "employees",
      "subscribers", "passengers", "households", "homes",     "students", "tourists", "members",
      "patients",    "visitors",   "followers",  "listeners", "readers",  "votes",    "inhabitants"};
  return touches ? !IsMeasured(word)
                 : std::find(std::begin(kPeople), std::end(kPeople), word) != std::end(kPeople);
}

}  // namespace

bool IsCountedNoun(const Tokens& tokens, size_t at) {
  if (!tokens.IsWord(at) || tokens[at].capital || tokens[at].gap == Token::Gap::kLine) return false;
  constexpr std::string_view kPlurals[] = {"people", "men", "women", "children", "police", "staff"};
  constexpr std::string_view kOthers[] = {"was",  "has",        "his",     "its",    "this",    "does",
                                          "says", "perhaps",    "towards", "always", "besides", "is",
                                          "as",   "afterwards", "plus",    "versus", "thus"};
  const std::string_view word = tokens.Text(at);
  const bool plural = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") &&
                      std::find(std::begin(kOthers), std::end(kOthers), word) == std::end(kOthers);
  return plural || std::find(std::begin(kPlurals), std::end(kPlurals), word) != std::end(kPlurals);
}

int ReadScaleLetter(const Tokens& tokens, size_t at, std::string_view money) {
  if (!tokens.IsWord(at) || tokens[at].end - tokens[at].start != 1 || !tokens.IsNumeral(at - 1)) return 0;
  const std::string_view mark = tokens.Text(at);
  for (const ScaleLetter& letter : kScaleLetters) {
    if (letter.letter != mark) continue;
    const bool rupees = money == "INR" || money == "rupee";
    const bool after_money =
        !money.empty() && (rupees || !letter.rupees_only) && (tokens.Touches(at) || letter.zeros != 12);
    if (after_money ||
        (letter.with_nouns && money.empty() && AreCounted(tokens, at + 1, tokens.Touches(at)))) {
      return letter.zeros;
    }
  }
  return 0;
}

}  // namespace verbatim::text
