#include "text/values/numbers/whole_number_reader.h"

#include "text/values/numbers/number_parts.h"

namespace verbatim::text {
namespace {

using F = Function;

std::optional<Number> Times(const std::optional<Number>& a, const Number& b) {
  return a ? a->Times(b) : std::nullopt;
}

std::optional<Number> Plus(const std::optional<Number>& a, const Number& b) {
  return a ? a->Plus(b) : std::nullopt;
}

// The part of a number that a scale can follow.
struct Group {
  std::optional<Number> number;
  size_t end = 0;
  bool in_words = false;
};

// Returns whether the scale at `at` has an indefinite multiplier: "several thousand", "a couple of hundred".
bool IsAfterVagueWord(const Tokens& tokens, size_t at) {
  const size_t before = tokens.IsSign(at - 1, U'-') ? at - 2 : at - 1;
  return tokens.Has(before, Role::kVague) || tokens.Is(before, F::kFew) || tokens.Is(before, F::kMany) ||
         tokens.Is(before, F::kOf);
}

// Reads "three hundred and six", "52", "2.12 hundred". In "a thousand" the group is an implied 1.
std::optional<Group> ReadGroup(const Tokens& tokens, size_t at, Joining joining) {
  Group group{Number(1), at, true};
  if (std::optional<Number> numeral = ReadNumeral(tokens, at)) {
    group = {numeral, at + 1, false};
  } else if (auto small = ReadSmallWords(tokens, at)) {
    group = {Number(small->value), small->end, true};
  } else if (tokens.Is(at, F::kA)) {
    group.end = at + 1;
  }
  size_t hundred = SkipHyphen(tokens, group.end);
  if (group.end == at && tokens.Has(hundred, Role::kHundred) && IsAfterVagueWord(tokens, at)) {
    return std::nullopt;
  }
  if (!tokens.Has(hundred, Role::kHundred)) {
    if (group.end == at && IsAfterVagueWord(tokens, at)) return std::nullopt;
    if (group.end == at || tokens.Is(at, F::kA)) {
      // The implied 1 requires that a scale follows.
      if (!tokens.Has(group.end, Role::kScale) && !tokens.Has(group.end, Role::kDozen)) return std::nullopt;
      if (group.end == at && tokens.Has(at, Role::kDozen)) return std::nullopt;
    }
    return group;
  }
  group.number = group.number->Shifted(2);
  group.end = hundred + 1;
  size_t next = group.end;
  bool with_and = joining == Joining::kFull && tokens.Is(next, F::kAnd);
  if (with_and) ++next;
  std::optional<Number> more;
  size_t end = next;
  if (auto small = ReadSmallWords(tokens, next)) {
    more = Number(small->value);
    end = small->end;
  } else if (with_and && tokens.IsNumeral(next)) {
    more = ReadNumeral(tokens, next);
    end = next + 1;
    if (!more || !more->AsSmallInteger(99)) return group;
  }
  // In "two hundred and three hundred" and "one hundred and two thirds", the first number ends at "hundred".
  if (!more || tokens.Has(end, Role::kHundred) || tokens.Has(end, Role::kPlural) ||
      tokens.Has(end, Role::kPart)) {
    return group;
  }
  group.number = Plus(group.number, *more);
  group.end = end;
  return group;
}

}  // namespace

std::optional<WholeNumberReading> ReadWholeNumber(const Tokens& tokens, size_t at, Joining joining) {
  WholeNumberReading whole;
  if (tokens.IsNumeral(at) && tokens[at + 1].word == nullptr && !tokens.IsSign(at + 1, U'-')) {
    // Fast path for the most frequent case: digits without a scale.
    auto numeral = ReadNumeral(tokens, at);
    if (!numeral) return std::nullopt;
    whole.number = *numeral;
    whole.end = at + 1;
    return whole;
  }
  std::optional<Number> smallest;  // the scale of the last group; later groups must be smaller
  for (size_t next = at;;) {
    std::optional<Group> group = ReadGroup(tokens, next, joining);
    if (!group || !group->number) break;
    ScaleReading scale = ReadScale(tokens, group->end);
    if (smallest) {
      const bool fits = scale.factor < *smallest && *group->number < *smallest;
      // "2 million and 16" may be two numbers, so digits alone do not continue the number.
      const bool belongs = group->in_words || scale.factor == Number(1000) || group->end > next + 1;
      if (!fits || !belongs) break;
      if (tokens.Has(scale.end, Role::kPlural) || tokens.Has(scale.end, Role::kPart) ||
          tokens.Is(next, F::kA))
        break;
    }
    const bool plain = !smallest && scale.end == group->end;
    std::optional<Number> sum =
        plain ? group->number : Plus(Times(group->number, scale.factor), whole.number);
    if (!sum) break;
    whole.number = *sum;
    whole.end = scale.end;
    if (!smallest) whole.in_words = group->in_words;
    if (scale.end == group->end) {
      if (smallest) whole.last_scale = Number(1);
      break;
    }
    whole.last_scale = scale.factor;
    smallest = scale.factor;
    next = scale.end;
    if (joining == Joining::kFull && tokens.Is(next, F::kAnd)) ++next;
  }
  if (whole.end == 0) return std::nullopt;
  return whole;
}

}  // namespace verbatim::text
