#pragma once

#include <string>
#include <vector>

#include "match/embedding/embeddings_json.h"

// A probe tells how a model sees texts that have nothing to do with each other, and whether it is still the
// same model.
namespace verbatim::match::embedding {

// Sixteen sentences on sixteen subjects.
const std::vector<std::string>& ProbeTexts();

// Returns the similarity that unrelated texts seldom exceed: the mean of all pairs of the probe's vectors,
// plus two standard deviations, 0 to kMaxBackground. Models differ: for some it is 0.1, for others 0.8.
double BackgroundOf(const std::vector<Vector>& probes);
inline constexpr double kMaxBackground = 0.95;

// Returns whether two probes come from one model. Vectors of one model vary a little with the other texts of
// a request, and with rounding.
bool IsSameModel(const std::vector<Vector>& before, const std::vector<Vector>& now);

}  // namespace verbatim::match::embedding
