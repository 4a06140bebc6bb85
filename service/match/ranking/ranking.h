#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "match/ranking/features.h"

namespace verbatim::match {

// A candidate with its score.
struct Ranked {
  size_t candidate = 0;  // index in the input
  size_t group = 0;      // of rivals (GroupRivals)
  // Probability, 0 to 1, that the text repeats this claim. The text may repeat no claim of the collection.
  // Equals the logistic function of `base` plus the sum of `parts`.
  double score = 0;
  double base = 0;   // common to all candidates, in log-odds
  Features parts{};  // contribution of each feature, in log-odds
  // With an embedder (match/meaning.h), the score also has these parts.
  double similarity = 0;  // cosine of the vectors of text and claim
  double meaning = 0;     // probability by the similarity alone
};

// Weights of the features. tests/bench/match_fit.cc fits them and prints the models. The order and the scores
// are fitted separately, because some evidence separates the right claim from others but does not show
// whether there is a right claim at all.
struct Model {
  // Weights of the features of a candidate. Their weighted sum defines the order of the candidates.
  Features weights{};
  // Converts the weighted sum to log-odds.
  double scale = 1;
  // Weights of the features of the best candidate. Their weighted sum, in log-odds, is added to `base`.
  Features evidence{};
  // Weight of the logarithm of the sum of exp(weighted sum) over all candidates, in log-odds. If many
  // candidates are equally good, each of them is less likely to be the right one. A group of rivals counts
  // once.
  double crowd = 0;
  double bias = 0;
};
extern const Model kPostModel;      // for AnalysedText::is_post()
extern const Model kSentenceModel;  // for all other texts

// Returns the candidates by descending score; ties keep the order of the input. Deterministic. Costs about 20
// µs a candidate. Any thread.
std::vector<Ranked> Rank(const AnalysedText& query, std::span<const Candidate> candidates,
                         TermWeights& weights);

// Does the same with known features and groups (GroupRivals), for fitting.
std::vector<Ranked> Rank(std::span<const Features> features, std::span<const size_t> groups,
                         const Model& model);

}  // namespace verbatim::match
