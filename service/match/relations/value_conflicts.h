#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/values/comparison.h"
#include "text/values/values.h"

// Finds the values that a text and a claim about the same matter state differently. Text and claim must be
// UTF-8. All pairs and values must lie within the two texts, and the values must be in order. Linear in text
// and claim; only the first 128 values of each are compared. Any thread.
namespace verbatim::match {

// A word of the text and the word of the claim that it was matched with.
struct WordPair {
  text::ByteRange text;
  text::ByteRange claim;
};

// A value of the claim and a different value that the text states in its place.
struct ValueConflict {
  text::TypedValue claimed;
  text::TypedValue stated;
};

// Returns the values that text and claim state differently, in the order of the text. Two values are compared
// if they have the same kind and unit and if words near them were matched with each other, so "122 detainees"
// and "40 senators" do not conflict. A value does not conflict with a bound or period that includes it.
std::vector<ValueConflict> FindConflicts(std::string_view text, std::span<const text::TypedValue> stated,
                                         std::string_view claim, std::span<const text::TypedValue> claimed,
                                         std::span<const WordPair> pairs);

// Compares a time with the times that a text states. "since 1994" and "since 1996" differ, though the latter
// time lies in the former.
text::Comparison CompareTimes(const text::TypedValue& value, std::span<const text::TypedValue> stated);

}  // namespace verbatim::match
