#include "match/meaning.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace verbatim::match {
namespace {

constexpr double kMaxMeaning = 0.5;

// A score that rises by less has no reason of its own.
constexpr double kVisible = 0.02;

double ByWords(const Ranked& ranked) { return 1 - (1 - ranked.score) / (1 - ranked.meaning); }

}  // namespace

double ProbabilityByMeaning(double similarity, double background) {
  const double closeness = std::clamp((similarity - background) / (1 - background), 0.0, 1.0);
  return kMaxMeaning * closeness * closeness;
}

void AddMeaning(std::span<const std::optional<double>> similarities, double background,
                std::vector<Ranked>& ranking) {
  for (Ranked& ranked : ranking) {
    const std::optional<double>& similarity = similarities[ranked.candidate];
    if (!similarity) continue;
    ranked.similarity = *similarity;
    ranked.meaning = ProbabilityByMeaning(*similarity, background);
    ranked.score += (1 - ranked.score) * ranked.meaning;
  }
  std::stable_sort(ranking.begin(), ranking.end(),
                   [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
}

void AddMeaningReason(const Ranked& ranked, verbatim::v1::Match& match) {
  const double by_words = ByWords(ranked);
  if (ranked.score - by_words < kVisible) return;
  match.add_reasons(absl::StrFormat("similar in meaning (%.2f)", ranked.similarity));
  // Reasons are in the order of importance: before or after the shared words.
  const int place = ranked.meaning > by_words || match.reasons_size() == 1 ? 0 : 1;
  for (int i = match.reasons_size() - 1; i > place; --i) {
    match.mutable_reasons()->SwapElements(i, i - 1);
  }
}

}  // namespace verbatim::match
