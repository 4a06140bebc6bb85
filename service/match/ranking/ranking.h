#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "match/ranking/features.h"

namespace verbatim::match {

// A candidate in its place.
struct Ranked {
  size_t candidate = 0;  // its index among those given
  // How likely it is that the text repeats this claim, 0 to 1, where the collection may have no claim that it
  // repeats: the logistic function of `base` and the sum of `parts`.
  double score = 0;
  double base = 0;   // what is the same for all candidates, in log-odds
  Features parts{};  // what each feature adds, in log-odds
};

// What features are worth. Fitted by tests/bench/match_fit.cc, which prints kModel. Order and score are
// fitted apart: what tells the right claim from others for the same text is not what tells whether there is
// one.
struct Model {
  Features weights{};   // of a candidate's features; candidates are ordered by their weighted sum
  double scale = 1;     // of that sum, in log-odds
  Features evidence{};  // of the best candidate's features, for all candidates, in log-odds
  // Of the logarithm of the sum of exp(weighted sum) over all candidates, likewise: among many that are as
  // good, each is the less likely to be the one.
  double crowd = 0;
  double bias = 0;
};
extern const Model kModel;

// The candidates by descending score; of equal ones the earlier first. Deterministic: it depends on nothing
// but what is given. Costs some 20 µs a candidate. Any thread.
std::vector<Ranked> Rank(const AnalysedText& query, std::span<const Candidate> candidates,
                         TermWeights& weights, const Model& model = kModel);

// The same from features that are known, for fitting.
std::vector<Ranked> Rank(std::span<const Features> features, const Model& model);

}  // namespace verbatim::match
