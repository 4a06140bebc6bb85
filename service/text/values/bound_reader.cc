#include "text/values/bound_reader.h"

#include "text/values/number_reader.h"

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
  if (tokens.Is(at, F::kAbout) || tokens.Is(at, F::kAlmost)) return BoundReading{Bound::kAbout, at + 1};
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

}  // namespace verbatim::text
