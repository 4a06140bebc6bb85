#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace verbatim::match {

// Measures how many of the letters of each text occur in a query. Compares grams: runs of kGramLength code
// points, which may cross word boundaries. Grams find what whole words miss: "elected" and "election",
// misspellings, compounds. The weight of a gram is 1 if one text contains it and near 0 if all texts contain
// it, because a gram that all texts share does not distinguish the texts. No other statistics are needed.
//
// `groups` has the group of each text, below the number of texts. Texts of one group count as one text in the
// weights, so that a text that occurs twice keeps its result. Without groups, every text counts.
//
// The result for a text is a quotient. The numerator is the sum of the squared weights of all grams that text
// and query share. The denominator is the square root of the sum of the squared weights of all grams in the
// text. The result grows with the shared part and shrinks slowly with the text's length. It is 0 if text and
// query share no gram. O(n log n) in the code points; at most 2^24 texts. Any thread.
inline constexpr size_t kGramLength = 4;
std::vector<double> SharedLetters(std::u32string_view query,
                                  std::span<const std::vector<std::u32string_view>> texts,
                                  std::span<const size_t> groups = {});

}  // namespace verbatim::match
