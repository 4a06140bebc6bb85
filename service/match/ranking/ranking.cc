#include "match/ranking/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace verbatim::match {

// Both are printed by `match_fit` with its defaults, which shows all figures below. Weights are in the order
// of Feature: terms, weight, letters, core, words, names, year, month, picture, length.
//
// Right best candidates of those with a score in a range. Half of the lists have no right claim.
//
//                        0.0-0.2    0.2-0.4    0.4-0.6     0.6-0.8     0.8-1.0
//   posts                37 of 559  93 of 275  285 of 415  252 of 319  24 of 32
//   other posts (dev)    10 of 139  27 of 77   70 of 102   48 of 67    6 of 9
//   sentences            36 of 479  33 of 89   47 of 95    46 of 63    62 of 66
//   claims themselves    0 of 174   0 of 20    0 of 5      8 of 9      197 of 208

// Fitted on the 800 posts and 10,375 claims of CLEF CheckThat! 2020, task 2. Fitted on one half of the posts
// and measured on the other, MAP@5 is 0.892, against 0.856 for BM25 alone.
const Model kPostModel = {
    .weights = {3.7124, 1.4833, 2.6430, 3.2310, 4.0035, 0.0546, 1.1493, 1.3796, 1.1400, 1.2562},
    .scale = 1.3182,
    .evidence = {0.8215, 0.9854, 1.1907, 1.7092, 2.7992, -0.1009, 1.0403, 0.6788, 0.9214, 0.6130},
    .crowd = -1.7711,
    .bias = -0.6202};

// Fitted on 396 sentences of debates and 816 claims of PolitiFact (Shaar et al., That is a Known Lie). Fitted
// on one half of the sentences and measured on the other, MAP@5 is 0.606, against 0.583 for BM25 alone. The
// right claim often shares no word with the sentence but function words.
const Model kSentenceModel = {
    .weights = {3.2859, 0.9607, 0.7079, 1.9183, 0.9494, 0.1342, 0.0000, 0.0000, 0.0000, -1.0401},
    .scale = 0.9620,
    .evidence = {-0.2522, 0.7219, 1.0634, 1.3813, 2.4354, -0.1740, 0.0000, 0.0000, 0.0000, -0.2032},
    .crowd = -1.7510,
    .bias = 0.5751};

namespace {

double BaseOf(std::span<const Features> features, std::span<const size_t> groups,
              std::span<const double> sums, const Model& model) {
  const size_t best = static_cast<size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  std::vector<double> shares(sums.size());
  for (size_t i = 0; i < sums.size(); ++i) {
    double& share = shares[groups[i]];
    share = std::max(share, std::exp(sums[i] - sums[best]));
  }
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  double base = model.bias + model.crowd * (sums[best] + std::log(total));
  for (size_t k = 0; k < kFeatureCount; ++k) base += model.evidence[k] * features[best][k];
  return base;
}

}  // namespace

std::vector<Ranked> Rank(std::span<const Features> features, std::span<const size_t> groups,
                         const Model& model) {
  if (features.empty()) return {};
  std::vector<Ranked> ranked(features.size());
  std::vector<double> sums(features.size());
  for (size_t i = 0; i < features.size(); ++i) {
    ranked[i].candidate = i;
    ranked[i].group = groups[i];
    for (size_t k = 0; k < kFeatureCount; ++k) {
      const double part = model.weights[k] * features[i][k];
      sums[i] += part;
      ranked[i].parts[k] = model.scale * part;
    }
  }
  const double base = BaseOf(features, groups, sums, model);
  for (size_t i = 0; i < ranked.size(); ++i) {
    ranked[i].base = base;
    ranked[i].score = 1 / (1 + std::exp(-base - model.scale * sums[i]));
  }
  // Sort by the sums, because different sums can give equal scores near 0 and 1.
  std::stable_sort(ranked.begin(), ranked.end(), [&sums](const Ranked& a, const Ranked& b) {
    return sums[a.candidate] > sums[b.candidate];
  });
  return ranked;
}

std::vector<Ranked> Rank(const AnalysedText& query, std::span<const Candidate> candidates,
                         TermWeights& weights) {
  const std::vector<size_t> groups = GroupRivals(candidates);
  return Rank(ComputeFeatures(query, candidates, groups, weights), groups,
              query.is_post() ? kPostModel : kSentenceModel);
}

}  // namespace verbatim::match
