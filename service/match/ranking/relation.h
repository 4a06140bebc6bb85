#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/values/values.h"

// What a text does with a claim that is about the same matter: says it, says it with another value, denies
// it. English cues. Both must be UTF-8, the pairs and values must lie in them, and the values in their order.
// Linear in both: of the values of each the first 128 are looked at. Any thread.
namespace verbatim::match {

// Words of the text and of the claim that were matched.
struct WordPair {
  text::ByteRange text;
  text::ByteRange claim;
};

// The claim states one value, the text another in its place.
struct ValueConflict {
  text::TypedValue claimed;
  text::TypedValue stated;
};

// The values that both state differently, in the order of the text. Only values of one kind and unit are
// compared, and only if words near them were matched with each other, so that "122 detainees" and "40
// senators" do not conflict; nor do a value and a bound or period that holds for it.
std::vector<ValueConflict> FindConflicts(std::string_view text, std::span<const text::TypedValue> stated,
                                         std::string_view claim, std::span<const text::TypedValue> claimed,
                                         std::span<const WordPair> pairs);

// Whether a word only holds others together, as "of" and "which", in any case of its letters.
bool IsFunctionWord(std::string_view word);

// Whether one of the two denies what the other says: a matched word is negated in one alone ("was not
// faked"), or a word of one has its opposite in the other ("rose", "fell"); not both ("did not fall").
// Negations end with their clause; those of a value's own words ("no fewer than 52") are none.
bool IsOpposed(std::string_view text, std::span<const text::TypedValue> stated, std::string_view claim,
               std::span<const text::TypedValue> claimed, std::span<const WordPair> pairs);

}  // namespace verbatim::match
