#pragma once

#include <optional>
#include <span>
#include <vector>

#include "match/ranking/ranking.h"
#include "verbatim/v1/match.pb.h"

// How the similarity of vectors changes the score. It never changes the relation.
//
// A text and a claim can be about the same assertion by their words or by their meaning. The score is the
// probability that at least one of both holds, as if they were independent: 1 - (1 - words) * (1 - meaning).
// Without an embedder, `meaning` is 0 and the score is the calibrated one of the words. With one, the score
// is never lower, and at most halfway between that score and 1, because `meaning` is at most one half: nobody
// has measured the model that an operator chooses.
namespace verbatim::match {

// The number of nearest vectors whose claims become candidates, and that number if there is a filter, which
// most of them may not pass.
inline constexpr size_t kNearest = 20;
inline constexpr size_t kNearestFiltered = 200;

// Below this probability, a claim that shares no words with the text is no candidate.
inline constexpr double kMinMeaning = 0.02;

// Returns the probability by meaning alone: 0 up to the background, the similarity that unrelated texts
// seldom exceed, then with the square of the distance from it, up to 0.5 for vectors of the same direction.
double ProbabilityByMeaning(double similarity, double background);

// Adds the similarities of the candidates to their scores, and orders them by the new scores. `similarities`
// are in the order of the candidates; nothing for a candidate without a vector.
void AddMeaning(std::span<const std::optional<double>> similarities, double background,
                std::vector<Ranked>& ranking);

// Adds the reason "similar in meaning (0.87)" if the similarity raised the score visibly.
void AddMeaningReason(const Ranked& ranked, verbatim::v1::Match& match);

}  // namespace verbatim::match
