#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace verbatim::bench {

// Returns the median. For an even number of values, the mean of the two in the middle.
inline double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Returns the exponent k of cost ~ size^k: the slope of a least-squares line through the logarithms.
inline double FitExponent(const std::vector<std::pair<double, double>>& cost_by_size) {
  double mean_x = 0, mean_y = 0;
  for (const auto& [size, cost] : cost_by_size) {
    mean_x += std::log(size) / static_cast<double>(cost_by_size.size());
    mean_y += std::log(cost) / static_cast<double>(cost_by_size.size());
  }
  double covariance = 0, variance = 0;
  for (const auto& [size, cost] : cost_by_size) {
    covariance += (std::log(size) - mean_x) * (std::log(cost) - mean_y);
    variance += (std::log(size) - mean_x) * (std::log(size) - mean_x);
  }
  return variance > 0 ? covariance / variance : 0;
}

}  // namespace verbatim::bench
