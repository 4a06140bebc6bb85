#include "text/values/amounts/bound_reader.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/values/numbers/number_reader.h"
#include "text/values/words/marker_words.h"

namespace verbatim::text {
namespace {

using F = Function;

// Skips "or equal", "or equal to" or "or equal than".
size_t SkipOrEqual(const Tokens& tokens, size_t at) {
  if (!tokens.Is(at, F::kOr) || !tokens.Is(at + 1, F::kEqual)) return at;
  const size_t end = at + 2;
  return tokens.Is(end, F::kTo) || tokens.Is(end, F::kThan) ? end + 1 : end;
}

// Reads a bound that is a sign: ">", "<=", "~".
std::optional<BoundReading> ReadSignedBound(const Tokens& tokens, size_t at) {
  const char32_t sign = tokens[at].sign;
  if (sign == U'\u2265') return BoundReading{Bound::kAtLeast, at + 1};
  if (sign == U'\u2264') return BoundReading{Bound::kAtMost, at + 1};
  if (sign == U'~' || sign == U'\u2248') return BoundReading{Bound::kAbout, at + 1};
  if (sign != U'<' && sign != U'>') return std::nullopt;
  if (tokens.IsSign(at - 1, U'=')) return std::nullopt;  // an arrow: =>
  const bool equal = tokens.IsSign(at + 1, U'=') && tokens.Touches(at + 1);
  Bound bound = sign == U'>' ? (equal ? Bound::kAtLeast : Bound::kMoreThan)
                             : (equal ? Bound::kAtMost : Bound::kLessThan);
  return BoundReading{bound, at + (equal ? 2U : 1U)};
}

// Returns the token after `phrase` if its words begin at `at`; otherwise `at`.
size_t SkipPhrase(const Tokens& tokens, size_t at, std::string_view phrase) {
  size_t next = at;
  for (; !phrase.empty(); ++next) {
    const std::string_view word = phrase.substr(0, phrase.find(' '));
    const std::string_view text = tokens.Text(next);
    if (text.size() != word.size()) return at;
    for (size_t i = 0; i < word.size(); ++i) {
      if (ToAsciiLower(text[i]) != word[i]) return at;
    }
    phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
  }
  return next;
}

// Reads the longest BoundPhrase at `at`. "fell short of" is read from "short" on.
std::optional<BoundReading> ReadBoundPhrase(const Tokens& tokens, size_t at) {
  const auto first = tokens.As(at, Role::kBounding);
  if (!first) return std::nullopt;
  const std::span<const BoundPhrase> phrases = BoundPhrases().subspan(static_cast<size_t>(*first));
  const size_t length = tokens.Text(at).size();
  const bool several = tokens.Has(at + 1, Role::kInPhrase);
  if (!several && phrases.front().words.size() != length) return std::nullopt;
  std::optional<BoundReading> longest;
  for (const BoundPhrase& phrase : phrases) {
    // The phrases with this first word end here.
    if (phrase.words.substr(0, length) != phrases.front().words.substr(0, length)) break;
    const size_t end = SkipPhrase(tokens, at, phrase.words);
    if (end != at && (!longest || end > longest->end)) longest = BoundReading{phrase.bound, end};
  }
  return longest;
}

// Skips the full stop of "c. 52" and "approx. 52".
size_t SkipAbbreviationStop(const Tokens& tokens, size_t at) {
  return tokens.IsSign(at, U'.') && tokens.Touches(at) && tokens.IsNumeral(at + 1) ? at + 1 : at;
}

// Reads what may follow a number to make it a rough or a least one: "-plus", "-odd", "plus", "-ish".
std::optional<BoundReading> ReadSuffix(const Tokens& tokens, size_t at) {
  constexpr std::pair<std::string_view, Bound> kSuffixes[] = {{"plus", Bound::kAtLeast},
                                                              {"odd", Bound::kAbout},
                                                              {"ish", Bound::kAbout},
                                                              {"something", Bound::kAbout}};
  const bool hyphen = tokens.IsSign(at, U'-') && tokens.Touches(at) && tokens.Touches(at + 1);
  const std::string_view word = tokens.Text(hyphen ? at + 1 : at);
  for (const auto& [suffix, bound] : kSuffixes) {
    if (word != suffix) continue;
    const size_t end = hyphen ? at + 2 : at + 1;
    // "52 plus 3" adds. "odd" and "something" alone are other words.
    const bool alone = !hyphen && (suffix != "plus" || ReadNumber(tokens, end));
    return alone ? std::nullopt : std::optional(BoundReading{bound, end});
  }
  return std::nullopt;
}

// Reads "at least", "at most", "maximum" and the like after a number, unless another number follows to which
// they belong.
std::optional<BoundReading> ReadTrailingBound(const Tokens& tokens, size_t at) {
  constexpr std::pair<std::string_view, Bound> kTrailing[] = {{"at least", Bound::kAtLeast},
                                                              {"at most", Bound::kAtMost},
                                                              {"at the least", Bound::kAtLeast},
                                                              {"at the most", Bound::kAtMost},
                                                              {"at the very least", Bound::kAtLeast},
                                                              {"at the very most", Bound::kAtMost},
                                                              {"at a minimum", Bound::kAtLeast},
                                                              {"at the minimum", Bound::kAtLeast},
                                                              {"at a maximum", Bound::kAtMost},
                                                              {"at the maximum", Bound::kAtMost},
                                                              {"minimum", Bound::kAtLeast},
                                                              {"maximum", Bound::kAtMost},
                                                              {"max", Bound::kAtMost},
                                                              {"tops", Bound::kAtMost},
                                                              {"or thereabouts", Bound::kAbout},
                                                              {"give or take", Bound::kAbout},
                                                              {"or upwards", Bound::kAtLeast},
                                                              {"and upwards", Bound::kAtLeast},
                                                              {"or up", Bound::kAtLeast},
                                                              {"and up", Bound::kAtLeast},
                                                              {"or under", Bound::kAtMost},
                                                              {"or thereabout", Bound::kAbout}};
  for (const auto& [phrase, bound] : kTrailing) {
    const size_t end = SkipPhrase(tokens, at, phrase);
    if (end != at && !tokens.IsWord(end) && !tokens.IsNumeral(end)) return BoundReading{bound, end};
  }
  return std::nullopt;
}

// Reads a bound that compares: "more than", "no less than or equal to", "more or equal than".
std::optional<BoundReading> ReadComparingBound(const Tokens& tokens, size_t at) {
  const bool no = tokens.Is(at, F::kNo) || tokens.Is(at, F::kNot);
  const size_t word = no ? at + 1 : at;
  const bool more = tokens.Is(word, F::kMore);
  if (!more && !tokens.Is(word, F::kLess)) return std::nullopt;
  const bool than = tokens.Is(word + 1, F::kThan);
  const size_t next = than ? word + 2 : word + 1;
  const size_t end = SkipOrEqual(tokens, next);
  const bool equal = end != next;
  if (!than && !equal) return std::nullopt;
  if (no) return BoundReading{more ? Bound::kAtMost : Bound::kAtLeast, end};
  if (more) return BoundReading{equal ? Bound::kAtLeast : Bound::kMoreThan, end};
  return BoundReading{equal ? Bound::kAtMost : Bound::kLessThan, end};
}

}  // namespace

std::optional<BoundReading> ReadBoundBefore(const Tokens& tokens, size_t at) {
  if (tokens[at].kind == Token::Kind::kSign) return ReadSignedBound(tokens, at);
  if (tokens[at].word == nullptr) return std::nullopt;
  // "well over", "just under".
  if (tokens.Is(at, F::kWell) &&
      (tokens.Is(at + 1, F::kOver) || tokens.Is(at + 1, F::kAbove) || tokens.Is(at + 1, F::kBelow))) {
    ++at;
  }
  if (auto phrase = ReadBoundPhrase(tokens, at)) return phrase;
  if (auto bound = ReadComparingBound(tokens, at)) return bound;
  if (tokens.Is(at, F::kNo) || tokens.Is(at, F::kNot)) return std::nullopt;
  if (tokens.Is(at, F::kAt) && (tokens.Is(at + 1, F::kLeast) || tokens.Is(at + 1, F::kMost))) {
    Bound bound = tokens.Is(at + 1, F::kLeast) ? Bound::kAtLeast : Bound::kAtMost;
    return BoundReading{bound, SkipOrEqual(tokens, at + 2)};
  }
  if (tokens.Is(at, F::kOver) || tokens.Is(at, F::kAbove)) return BoundReading{Bound::kMoreThan, at + 1};
  if (tokens.Is(at, F::kBelow)) return BoundReading{Bound::kLessThan, at + 1};
  if (tokens.Is(at, F::kUp) && tokens.Is(at + 1, F::kTo)) return BoundReading{Bound::kAtMost, at + 2};
  if (tokens.Is(at, F::kAs) && tokens.Is(at + 1, F::kMany) && tokens.Is(at + 2, F::kAs)) {
    return BoundReading{Bound::kAtMost, at + 3};
  }
  if (tokens.Is(at, F::kAbout) || tokens.Is(at, F::kAlmost)) {
    const size_t next = SkipAbbreviationStop(tokens, at + 1);
    if (next == at + 1 && tokens.Text(at).size() == 1) return std::nullopt;  // "c" without its full stop
    return BoundReading{Bound::kAbout, next};
  }
  if (tokens.Is(at, F::kClose) && tokens.Is(at + 1, F::kTo)) return BoundReading{Bound::kAbout, at + 2};
  if (tokens.Is(at, F::kA) && tokens.Is(at + 1, F::kEstimated)) return BoundReading{Bound::kAbout, at + 2};
  if (tokens.Is(at, F::kEqual)) {
    size_t next = at + 1;
    if (tokens.Is(next, F::kTo)) ++next;
    return BoundReading{Bound::kExact, next};
  }
  return std::nullopt;
}

BoundReading ReadBoundAfter(const Tokens& tokens, size_t at, Bound before) {
  if (tokens.IsSign(at, U'+') && tokens.Touches(at) && !tokens.IsNumeral(at + 1))
    return {Bound::kAtLeast, at + 1};
  if (!tokens.Has(tokens.IsSign(at, U'-') ? at + 1 : at, Role::kTrailing)) return {before, at};
  const bool free = before == Bound::kExact || before == Bound::kAbout;
  if (auto suffix = free ? ReadSuffix(tokens, at) : std::nullopt) return *suffix;
  if (auto trailing = free && tokens.IsWord(at) ? ReadTrailingBound(tokens, at) : std::nullopt)
    return *trailing;
  // A lower or upper bound before the number can only be widened: "more than 20 or equal".
  const bool bounded = before != Bound::kExact && before != Bound::kAbout;
  if (tokens.Is(at, F::kOr) ||
      (tokens.Is(at, F::kAnd) && !tokens.Is(at + 1, F::kMore) && !tokens.Is(at + 1, F::kLess))) {
    const bool more =
        tokens.Is(at + 1, F::kMore) || tokens.Is(at + 1, F::kAbove) || tokens.Is(at + 1, F::kOver);
    const bool less = tokens.Is(at + 1, F::kLess) || tokens.Is(at + 1, F::kBelow);
    // If another number follows, the bound belongs to that number: "200 or greater than 190".
    size_t end = tokens.Is(at + 2, F::kThan) ? at + 3 : at + 2;
    if (!bounded && (more || less) && !tokens.IsNumeral(end) && !ReadNumber(tokens, end)) {
      return {more ? Bound::kAtLeast : Bound::kAtMost, end};
    }
    if (!bounded && tokens.Is(at, F::kOr) && tokens.Is(at + 1, F::kSo)) return {Bound::kAbout, at + 2};
    if (bounded && tokens.Is(at, F::kOr) && tokens.Is(at + 1, F::kEqual)) {
      end = tokens.Is(at + 2, F::kTo) ? at + 3 : at + 2;
      if (before == Bound::kMoreThan) return {Bound::kAtLeast, end};
      if (before == Bound::kLessThan) return {Bound::kAtMost, end};
    }
  }
  return {before, at};
}

BoundReading ReadBoundAfterNoun(const Tokens& tokens, size_t at, Bound before) {
  const bool noun = tokens.IsWord(at) && tokens[at].gap != Token::Gap::kLine &&
                    (tokens[at].word == nullptr || tokens[at].word->functions == 0);
  if (!noun || before != Bound::kExact) return {before, at};
  const BoundReading after = ReadBoundAfter(tokens, at + 1, before);
  return after.end == at + 1 || !tokens.IsWord(after.end - 1) ? BoundReading{before, at} : after;
}

}  // namespace verbatim::text
