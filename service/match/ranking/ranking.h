#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "match/ranking/features.h"

namespace verbatim::match {

// A candidate with its score.
struct Ranked {
  size_t candidate = 0;  // index in the input
  // Probability, 0 to 1, that the text repeats this claim. The collection may contain no claim that the text
  // repeats. Equals the logistic function of `base` plus the sum of `parts`.
  double score = 0;
  double base = 0;   // common to all candidates, in log-odds
  Features parts{};  // contribution of each feature, in log-odds
};

// Weights of the features, fitted by tests/bench/match_fit.cc, which prints kModel. Order and score are
// fitted separately: the evidence that separates the right claim from others does not tell whether there is a
// right claim.
struct Model {
  Features weights{};   // of a candidate's features; candidates are ordered by the weighted sum
  double scale = 1;     // of the weighted sum, in log-odds
  Features evidence{};  // of the best candidate's features, added for all candidates, in log-odds
  // Factor of the logarithm of the sum of exp(weighted sum) over all candidates, in log-odds. With many
  // equally good candidates, each is less likely to be the right one.
  double crowd = 0;
  double bias = 0;
};
extern const Model kModel;

// Returns the candidates by descending score; ties keep the order of the input. Deterministic. Costs about 20
// µs a candidate. Any thread.
std::vector<Ranked> Rank(const AnalysedText& query, std::span<const Candidate> candidates,
                         TermWeights& weights, const Model& model = kModel);

// Does the same with known features, for fitting.
std::vector<Ranked> Rank(std::span<const Features> features, const Model& model);

}  // namespace verbatim::match
