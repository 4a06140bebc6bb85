#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

// Splits hashtags and handles into words. Any thread.
namespace verbatim::match {

// How a code point of a tag was written. kBreak is an underscore.
enum class TagLetter : unsigned char { kLower, kUpper, kDigit, kOther, kBreak };

// Splits a tag such as DraftOurDaughters or USArmy2020 by case, digits and underscores. Returns the parts as
// half-open index ranges. Linear.
std::vector<text::ByteRange> SplitByCase(const std::vector<TagLetter>& letters);

// Returns the most likely way to split `word` (a-z) into words of the collection, as ranges. This is the
// split with the greatest product of the words' shares. The share of a word is the fraction of claims that
// contain it. Returns one range for the whole word if there is no split or the word is longer than
// kMaxJoined. `share` returns 0 for an unknown word and is called at most about 20 times per letter.
inline constexpr size_t kMaxJoined = 32;
std::vector<text::ByteRange> SplitJoined(std::string_view word,
                                         const std::function<double(std::string_view word)>& share);

}  // namespace verbatim::match
