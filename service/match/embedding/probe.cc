#include "match/embedding/probe.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace verbatim::match::embedding {
namespace {

// Other models have cosines near 0 with these vectors; another rounding or batch leaves them above 0.999.
constexpr double kSameCosine = 0.98;

double Cosine(const Vector& a, const Vector& b) {
  double product = 0;
  for (size_t i = 0; i < a.size(); ++i) product += static_cast<double>(a[i]) * b[i];
  return product;
}

}  // namespace

const std::vector<std::string>& ProbeTexts() {
  static const auto* const kTexts = new std::vector<std::string>{
      "The bridge over the river was closed for repairs in March.",
      "Parliament adopted the budget by 212 votes to 140.",
      "Researchers counted fewer bees in gardens than ten years ago.",
      "The singer cancelled her tour because of an injured knee.",
      "Unemployment fell to its lowest level since 1990.",
      "A storm cut the power of nine thousand households.",
      "The vaccine protects children against measles.",
      "Two clubs from the north reached the final of the cup.",
      "The museum bought a painting that had been lost for a century.",
      "Police arrested a man who had stolen forty bicycles.",
      "The airline will fly to Lima twice a week.",
      "Wheat prices doubled after the harvest failed.",
      "The company recalled a toaster that can catch fire.",
      "Astronomers found water vapour around a distant planet.",
      "The school teaches chess in its first year.",
      "Soldiers crossed the border before dawn, the ministry said.",
  };
  return *kTexts;
}

double BackgroundOf(const std::vector<Vector>& probes) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (size_t i = 0; i < probes.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      const double cosine = Cosine(probes[i], probes[k]);
      sum += cosine;
      squares += cosine * cosine;
      ++count;
    }
  }
  if (count == 0) return kMaxBackground;
  const double mean = sum / count;
  const double deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
  return std::clamp(mean + 2 * deviation, 0.0, kMaxBackground);
}

bool IsSameModel(const std::vector<Vector>& before, const std::vector<Vector>& now) {
  return std::equal(
      before.begin(), before.end(), now.begin(), now.end(),
      [](const Vector& a, const Vector& b) { return a.size() == b.size() && Cosine(a, b) >= kSameCosine; });
}

}  // namespace verbatim::match::embedding
