#include "text/values/amounts/quantity_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "text/values/amounts/amount_reader.h"
#include "text/values/amounts/bound_reader.h"
#include "text/values/amounts/direction_reader.h"
#include "text/values/times/era_reader.h"

namespace verbatim::text {
namespace {

using F = Function;

TypedValue MakeValue(const Tokens& tokens, size_t at, const AmountReading& amount, Bound bound, size_t end) {
  TypedValue value;
  value.kind = amount.kind;
  value.reading = amount.reading;
  value.range = tokens.Range(at, end);
  value.figure = tokens.Range(amount.figure_start, amount.figure_end);
  value.fraction = amount.fraction;
  value.amount = {amount.number.ToString(), "", bound, amount.unit};
  value.fall = FindFall(tokens, at, end);
  return value;
}

QuantityReading MakeRange(const Tokens& tokens, size_t at, const AmountReading& lower,
                          const AmountReading& upper, size_t end) {
  QuantityReading reading;
  reading.value = MakeValue(tokens, at, lower, Bound::kRange, end);
  reading.value.kind = upper.kind;
  reading.value.amount.unit = upper.unit;
  reading.value.upper_figure = tokens.Range(upper.figure_start, upper.figure_end);
  reading.value.amount.upper = upper.number.ToString();
  reading.end = end;
  return reading;
}

// Copies the unit and scale that only one end of a range states to the other: "20 to 30 million", "$20-30".
// Returns false if the two amounts cannot be the ends of one range.
bool Align(const Tokens& tokens, AmountReading& lower, AmountReading& upper) {
  if (lower.kind == ValueKind::kNumber) {
    lower.kind = upper.kind;
    lower.unit = upper.unit;
  } else if (upper.kind == ValueKind::kNumber) {
    upper.kind = lower.kind;
    upper.unit = lower.unit;
  }
  if (lower.kind != upper.kind || lower.unit != upper.unit) return false;
  // In "1,500 to 2 million" the lower number is complete: only numbers below 1,000 take the scale.
  const bool lower_scaled = !tokens.IsNumeral(lower.figure_end - 1) || !(lower.number < Number(1000));
  if (!lower_scaled) Multiply(lower, upper.scale);
  return lower.number < upper.number;
}

// Returns whether the token at `at`, after the lower end of a range, links it to the upper end.
bool Links(const Tokens& tokens, size_t at, bool between) {
  if (tokens.IsDash(at)) return tokens.Touches(at) == tokens.Touches(at + 1);
  return between ? tokens.Is(at, F::kAnd) : tokens.Is(at, F::kTo) || tokens.Is(at, F::kThrough);
}

// Reads a range that begins at `at` and whose lower end is `lower`: "between 20 and 30", "from 20 to 30",
// "20-30". REQUIRES: Links(tokens, lower.end, ...).
std::optional<QuantityReading> ReadRange(const Tokens& tokens, size_t at, const AmountReading& lower) {
  const size_t link = lower.end;
  const bool dash = tokens.IsDash(link);
  if (lower.reading != Reading::kStated) return std::nullopt;
  if (dash) {
    // Telephone numbers and scores are longer chains of dashes.
    auto chained = [&](size_t index) {
      return tokens.IsDash(index) && (tokens.IsNumeral(index + 1) || tokens.IsNumeral(index - 1));
    };
    if (!tokens.IsNumeral(lower.figure_start) || chained(at - 1) || tokens.IsSign(at - 1, U'/'))
      return std::nullopt;
    if (!tokens.IsNumeral(link + 1) && tokens[link + 1].kind != Token::Kind::kSign) return std::nullopt;
    if (tokens.IsDash(link + 2) && tokens.IsNumeral(link + 3)) return std::nullopt;
  }
  auto upper = ReadAmount(tokens, link + 1, Joining::kFull, &lower);
  if (!upper || upper->reading != Reading::kStated) return std::nullopt;
  if (dash && tokens.IsDash(upper->end) && tokens.IsNumeral(upper->end + 1)) return std::nullopt;
  AmountReading low = lower;
  AmountReading high = *upper;
  if (!Align(tokens, low, high)) return std::nullopt;
  QuantityReading reading = MakeRange(tokens, at, low, high, high.end);
  if (!dash && !tokens.Is(at, F::kBetween)) {
    // "rose from 20 to 30" states each end as a value that was true at some time.
    for (const AmountReading* end : {&low, &high}) {
      TypedValue part =
          MakeValue(tokens, end->figure_start, *end, Bound::kExact, std::max(end->end, end->figure_end));
      part.reading = Reading::kPart;
      reading.parts.push_back(std::move(part));
    }
  }
  return reading;
}

// Returns the bound of an amount, which precedes it (`before`) or follows it, and where both end.
BoundReading AddBoundAfter(const Tokens& tokens, const AmountReading& amount, Bound before) {
  const BoundReading after = ReadBoundAfter(tokens, amount.end, before);
  if (after.end != amount.end || amount.kind != ValueKind::kNumber) return after;
  return ReadBoundAfterNoun(tokens, amount.end, before);
}

// Reads the second of two opposite bounds, which form a range: "greater than 100 and smaller than 300". The
// quantity begins at `at`; `left` is its first amount, with the bound `first`.
std::optional<QuantityReading> ReadSecondBound(const Tokens& tokens, size_t at, const AmountReading& left,
                                               const BoundReading& first) {
  const bool from_below = IsLowerBound(first.bound);
  if (!from_below && !IsUpperBound(first.bound)) return std::nullopt;
  const size_t link = first.end;
  const bool comma = tokens.IsSign(link, U',');
  if (!comma && !tokens.Is(link, F::kAnd)) return std::nullopt;
  const size_t next = comma && tokens.Is(link + 1, F::kAnd) ? link + 2 : link + 1;
  auto bound = ReadBoundBefore(tokens, next);
  auto right = bound ? ReadAmount(tokens, bound->end, Joining::kFull) : std::nullopt;
  if (!right) return std::nullopt;
  const BoundReading second = AddBoundAfter(tokens, *right, bound->bound);
  const bool opposite = from_below ? IsUpperBound(second.bound) : IsLowerBound(second.bound);
  AmountReading low = from_below ? left : *right;
  AmountReading high = from_below ? *right : left;
  if (!opposite || !Align(tokens, low, high)) return std::nullopt;
  return MakeRange(tokens, at, low, high, second.end);
}

// Returns whether "one" is a pronoun: "this one", "no one".
bool IsPronoun(const Tokens& tokens, size_t at, size_t end) {
  return end == at + 1 && tokens.As(at, Role::kCardinal) == 1 && tokens.Is(at - 1, F::kHolding);
}

// Returns whether the digits at `at` are a reference mark, such as the 3 in "prisoners.[3]" and "sources[2,
// 3]". The bracket touches the word before it. A bracket with a space before it is a quotation's addition:
// "[52] prisoners".
bool IsReferenceMark(const Tokens& tokens, size_t at) {
  constexpr size_t kMaxTokens = 8;
  if (tokens.IsNumeral(at - 1)) return false;
  size_t open = at - 1;
  for (size_t i = 0; i < kMaxTokens; ++i, --open) {
    const bool listed = tokens.IsNumeral(open) || tokens.IsSign(open, U',') || tokens.IsDash(open) ||
                        tokens.IsSign(open, U';') || tokens.Text(open) == "note" || tokens.Text(open) == "n";
    if (!listed) break;
  }
  return tokens.IsSign(open, U'[') && tokens.Touches(open) && tokens.Text(at).size() <= 3;
}

// Returns whether the digits at `at` belong to a name or code that touches them: "MH370", "AB52X", "Covid19".
// Other scripts write numbers without spaces.
bool IsInCode(const Tokens& tokens, size_t at) {
  auto is_ascii = [&](size_t word) { return (tokens.Text(word).back() & 0x80) == 0; };
  const size_t next = at + 1;
  if (tokens.IsWord(next) && tokens.Touches(next) && tokens[next].word == nullptr && tokens.IsUpper(next)) {
    return true;
  }
  const size_t before = at - 1;
  return tokens.IsWord(before) && tokens.Touches(at) && is_ascii(before) &&
         (tokens[before].word == nullptr || tokens.IsUpper(before));
}

// Returns whether the digits at `at` are part of an address, an escape or a time of day, joined by signs, or
// a plural such as "1000s of people".
bool IsChained(const Tokens& tokens, size_t at) {
  auto joins = [&](size_t sign) {
    return tokens.IsSign(sign, U'_') || tokens.IsSign(sign, U'@') || tokens.IsSign(sign, U'\\') ||
           tokens.IsSign(sign, U'%');
  };
  if (!tokens.IsNumeral(at)) return false;
  if ((tokens.Text(at + 1) == "s" && tokens.Touches(at + 1)) || IsInCode(tokens, at)) return true;
  auto clock = [&](size_t sign) {
    return tokens.IsSign(sign, U':') && tokens.IsNumeral(sign - 1) && tokens.IsNumeral(sign + 1);
  };
  auto escapes = tokens.IsSign(at + 1, U'%') && tokens.IsNumeral(at + 2) && tokens.Touches(at + 2);
  return escapes || (tokens.Touches(at) && (joins(at - 1) || clock(at - 1))) ||
         (tokens.Touches(at + 1) && clock(at + 1));
}

}  // namespace

std::optional<QuantityReading> ReadQuantity(const Tokens& tokens, size_t at) {
  if (IsChained(tokens, at) || (tokens.IsNumeral(at) && IsReferenceMark(tokens, at))) return std::nullopt;
  const bool between = tokens.Is(at, F::kBetween);
  if (between || tokens.Is(at, F::kFrom)) {
    auto lower = ReadAmount(tokens, at + 1, between ? Joining::kWithoutAnd : Joining::kFull);
    return lower && Links(tokens, lower->end, between) ? ReadRange(tokens, at, *lower) : std::nullopt;
  }
  auto before = ReadBoundBefore(tokens, at);
  auto amount = ReadAmount(tokens, before ? before->end : at, Joining::kFull);
  if (!amount || (amount->kind == ValueKind::kNumber && ReadEra(tokens, amount->end))) return std::nullopt;
  // "about 20 to 30" is also a range.
  if (Links(tokens, amount->end, false)) {
    if (auto range = ReadRange(tokens, at, *amount)) return range;
  }
  // A share such as "one in five" is a rounded figure, to which "around" adds nothing.
  const bool rounded = before && amount->share && tokens.Is(at, F::kAbout);
  const BoundReading bounded =
      AddBoundAfter(tokens, *amount, before && !rounded ? before->bound : Bound::kExact);
  if (IsPronoun(tokens, at, bounded.end)) return std::nullopt;
  if (auto range = ReadSecondBound(tokens, at, *amount, bounded)) return range;
  QuantityReading reading;
  reading.value = MakeValue(tokens, at, *amount, bounded.bound, bounded.end);
  reading.end = bounded.end;
  return reading;
}

}  // namespace verbatim::text
