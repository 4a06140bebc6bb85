#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/index/terms.h"
#include "text/unicode/span.h"

// What speaks for a claim being what a text repeats. Any thread.
namespace verbatim::match {

enum class Feature : uint8_t {
  kTerms,    // BM25 of claim and quote for all of the text's words, over that of the best candidate
  kLetters,  // runs of letters of the claim and its quote that the text has (grams.h)
  kCore,     // of the words that claim and quote share, the weight of those that the text has, as a share
  kWords,    // the claim's words and the text's, as the cosine of their weights
  kNames,    // weight of the claim's names that the text has
  kYear,     // 1 if claim or quote state the year in which the text was published
  kMonth,    // 1 if they state its month, too
  kPicture,  // 1 if the text comes with a picture or film, and the claim or quote speaks of one
  kLength,   // logarithm of the words of the quote, or of the claim if there is none: short ones have much
             // of their weight found by chance
};
inline constexpr size_t kFeatureCount = 9;
std::string_view NameOf(Feature feature);  // as "retrieval"

using Features = std::array<double, kFeatureCount>;

// Of longer texts only the start is compared: what repeats a claim is a statement, not a book, and each word
// may cost a look-up.
inline constexpr size_t kMaxComparedWords = 2048;
inline constexpr size_t kMaxComparedLetters = 16384;

// A claim that retrieval found. The analysed texts must outlive the call that they are given to.
struct Candidate {
  const AnalysedText* text = nullptr;
  const AnalysedText* quote = nullptr;  // null: the claim has none
};

// The features of all candidates for a query, in their order. They are to be compared with each other: some
// are measured against the other candidates. Linear in all words, but for sorting them.
std::vector<Features> ComputeFeatures(const AnalysedText& query, std::span<const Candidate> candidates,
                                      TermWeights& weights);

// A word of a claim and the word of the text that it was found in.
struct MatchedWords {
  text::ByteRange query;
  text::ByteRange claim;
  friend bool operator==(const MatchedWords&, const MatchedWords&) = default;
};

// The claim's words that the query has, too, in the claim's order, each with a place of it in the query: of
// several the one behind the place of the claim's word before it, otherwise the first. Linear.
std::vector<MatchedWords> AlignWords(const AnalysedText& query, const AnalysedText& claim);

}  // namespace verbatim::match
