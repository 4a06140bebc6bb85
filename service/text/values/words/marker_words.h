#pragma once

#include <span>
#include <string_view>

#include "text/values/values.h"

// English words and phrases that state no value themselves, but change what the figure beside them means. All
// are in lower case. Any thread may call these functions.
namespace verbatim::text {

// Words before a number that limit it: "in excess of". Phrases with the same first word are next to each
// other. If several match, the longest counts.
struct BoundPhrase {
  std::string_view words;
  Bound bound = Bound::kExact;
};
std::span<const BoundPhrase> BoundPhrases();

// Words that stand for a number that is not known: the several in "several million".
std::span<const std::string_view> VagueWords();

// Words that make the number after them a name: "Flight 1999", "Ward 12".
std::span<const std::string_view> LabelWords();

// The first words of a bound after its number: the or in "52 or more", the plus in "52-plus".
std::span<const std::string_view> TrailingWords();

// Words that make the amount beside them a decrease: "fell 3%", "a deficit of 5 million", "a 3% drop".
struct FallWord {
  std::string_view word;
  bool may_follow = false;  // also after the amount
  bool balance = false;  // a negative balance: in "the deficit rose to 5 million" the amount is the deficit
};
std::span<const FallWord> FallWords();

}  // namespace verbatim::text
