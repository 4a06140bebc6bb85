#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace verbatim::match {

// How much of the letters of each of several texts is in a query, by their grams (runs of kGramLength code
// points, over the ends of words): it sees what words alone do not, as elected and election, misspellings,
// and compounds. A gram counts by how few of the texts have it, since what they share tells none from the
// others: 1 if one text alone has it, near 0 if all do. No other statistics are needed.
//
// For each text the sum of its grams' squared weights that the query has, over the root of the sum of all of
// its own: it grows with what is shared, and less with the text's length. 0 if nothing is. n log n in the
// code points; at most 2^24 texts. Any thread.
inline constexpr size_t kGramLength = 4;
std::vector<double> SharedLetters(std::u32string_view query,
                                  std::span<const std::vector<std::u32string_view>> texts);

}  // namespace verbatim::match
