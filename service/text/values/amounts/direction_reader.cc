#include "text/values/amounts/direction_reader.h"

#include <algorithm>
#include <string_view>

namespace verbatim::text {
namespace {

using F = Function;

// Returns whether the word at `at` may come between a verb or noun and its amount: "fell sharply by a further
// 3%".
bool IsBetween(const Tokens& tokens, size_t at) {
  constexpr std::string_view kWords[] = {"further", "another", "again", "net",    "total",   "only",
                                         "record",  "by",      "of",    "at",     "a",       "an",
                                         "the",     "some",    "about", "around", "just",    "its",
                                         "nearly",  "almost",  "over",  "as",     "whopping"};
  if (!tokens.IsWord(at) || tokens[at].capital) return false;
  const std::string_view word = tokens.Text(at);
  return (word.size() > 4 && word.ends_with("ly")) ||
         std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// Returns whether the word at `at` may come between a balance and its amount: "the deficit stood at 3 billion".
bool IsOfBalance(const Tokens& tokens, size_t at) {
  constexpr std::string_view kWords[] = {
      "was",   "is",    "were",     "are",     "stood",    "stands",   "to",       "reached", "hit",
      "came",  "rose",  "widened",  "grew",    "narrowed", "totalled", "totaled",  "fell",    "shrank",
      "equal", "worth", "amounted", "swelled", "exceeded", "in",       "increased"};
  return std::find(std::begin(kWords), std::end(kWords), tokens.Text(at)) != std::end(kWords);
}

bool MayFollow(const Tokens& tokens, size_t at) {
  const auto fall = tokens.As(at, Role::kFall);
  return fall && (*fall & 1) != 0;
}

bool IsDenied(const Tokens& tokens, size_t at) {
  return tokens.Is(at - 1, F::kNot) || tokens.Is(at - 1, F::kNo) || tokens.Text(at - 1) == "never" ||
         (tokens.Text(at - 1) == "t" && tokens.Touches(at - 1));
}

// Returns the word before `start` that makes the amount there a decrease, or `start` if there is none.
size_t FallBefore(const Tokens& tokens, size_t start) {
  constexpr size_t kMaxBetween = 4;
  size_t fall = start - 1;
  for (size_t i = 0; !tokens.Has(fall, Role::kFall) || IsDenied(tokens, fall); ++i, --fall) {
    if (i == kMaxBetween || !tokens.IsWord(fall)) return start;
  }
  const bool balance = (*tokens.As(fall, Role::kFall) & 2) != 0;
  for (size_t at = fall + 1; at < start; ++at) {
    if (!IsBetween(tokens, at) && !(balance && IsOfBalance(tokens, at))) return start;
  }
  const bool bound = tokens.Text(start) == "short";  // "fell short of 60"
  return bound ? start : fall;
}

}  // namespace

ByteRange FindFall(const Tokens& tokens, size_t start, size_t end) {
  const size_t before = FallBefore(tokens, start);
  if (before != start) return tokens.Range(before, before + 1);
  const bool hyphen = tokens.IsSign(end, U'-') && tokens.Touches(end);
  size_t after = hyphen ? end + 1 : end;
  // One adjective may precede the noun: "a 3% annual drop".
  if (tokens.IsWord(after) && tokens[after].word == nullptr && !tokens[after].capital &&
      MayFollow(tokens, after + 1) && !tokens.Is(after + 1, F::kLess)) {
    ++after;
  }
  if (tokens.Is(after, F::kBelow) &&
      (tokens.As(after + 1, Role::kCardinal) == 0 || tokens.Text(after + 1) == "freezing")) {
    return tokens.Range(after, after + 2);  // 5 degrees below zero
  }
  if (MayFollow(tokens, after)) return tokens.Range(after, after + 1);
  return {};
}

}  // namespace verbatim::text
