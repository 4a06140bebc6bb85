#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

// Cutting hashtags and handles into the words that they were written together from. Any thread.
namespace verbatim::match {

// How a code point of a tag was written.
enum class TagLetter : unsigned char { kLower, kUpper, kDigit, kOther, kBreak };  // kBreak: an underscore

// The parts of a tag by case, digits and underscores, as half-open ranges of indexes: DraftOurDaughters,
// USArmy2020. Linear.
std::vector<text::ByteRange> SplitByCase(const std::vector<TagLetter>& letters);

// The likeliest way to cut `word` (a-z) into words that the collection has, by the product of their shares of
// the collection's claims, as the ranges of the parts; one range, the whole word, if there is none or the
// word is longer than kMaxJoined. `share` gives a word's share of the claims, 0 if it is no word of it; it is
// called some 20 times a letter at most.
inline constexpr size_t kMaxJoined = 32;
std::vector<text::ByteRange> SplitJoined(std::string_view word,
                                         const std::function<double(std::string_view word)>& share);

}  // namespace verbatim::match
