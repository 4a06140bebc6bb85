#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/index/terms.h"
#include "match/ranking/compared_text.h"

// Evidence that a text repeats a claim. Any thread.
namespace verbatim::match {

enum class Feature : uint8_t {
  kTerms,    // BM25 of claim and quote for all words of the text, divided by the best candidate's BM25
  kWeight,   // BM25 without the function words of the text, not divided
  kLetters,  // letter sequences of the claim and its quote that occur in the text (char_ngrams.h)
  kCore,     // words that claim and quote share: the share of their weight that occurs in the text
  kWords,    // cosine similarity of the weighted words of claim and text
  kNames,    // weight of the claim's names that occur in the text
  kYear,     // 1 if claim or quote states the year in which the text was published
  kMonth,    // 1 if claim or quote states that year and month
  kPicture,  // 1 if the text has a picture or video and the claim or quote mentions one
  kLength,   // logarithm of the number of words of the quote, or of the claim if it has no quote. Much of
             // the weight of a short text is found by chance
};
inline constexpr size_t kFeatureCount = 10;
std::string_view NameOf(Feature feature);  // for example "terms"

using Features = std::array<double, kFeatureCount>;

// A claim found by retrieval. The texts must outlive the call that receives it.
struct Candidate {
  const ComparedText* text = nullptr;
  const ComparedText* quote = nullptr;  // null if the claim has no quote
  std::string_view wording = {};        // equal for claims that say the same (WordingOf); empty if unknown
  size_t copies = 1;                    // number of claims with this wording
};

// Returns the group of each candidate: the index of the first candidate of the group. The claims of a group
// say the same or nearly the same, so they do not compete with each other. They have three of five content
// words in common. Quadratic in the number of groups.
std::vector<size_t> GroupRivals(std::span<const Candidate> candidates);

// Leaves all candidates of a group but one out of the statistics of `weights`, with their copies that are not
// among the candidates.
void LeaveCopiesOut(std::span<const Candidate> candidates, std::span<const size_t> groups,
                    TermWeights& weights);

// Returns the features of all candidates, in the candidates' order. Some features are relative to the other
// candidates, so compare features within one call only. Linear in the number of words and letters.
//
// Features do not depend on how many candidates of a group there are. For that, copies of a claim beyond the
// first are left out of `weights`.
std::vector<Features> ComputeFeatures(const AnalysedText& query, std::span<const Candidate> candidates,
                                      std::span<const size_t> groups, TermWeights& weights);

}  // namespace verbatim::match
