#pragma once

#include <cstddef>
#include <vector>

// Small deterministic fits by Newton's method.
namespace verbatim::bench {

// One query's candidates.
struct List {
  std::vector<std::vector<double>> rows;  // features, one row a candidate
  std::vector<bool> relevant;
};

// Weights that make the relevant rows likeliest under a softmax over each list (ListNet's loss with binary
// relevance), less `l2` / 2 times their squared length, with every feature divided by its standard deviation
// over all rows. Lists without a relevant row are left out.
std::vector<double> FitListwise(const std::vector<const List*>& lists, double l2);

// Weights of a logistic regression, of which the last is the constant's.
std::vector<double> FitLogistic(const std::vector<std::vector<double>>& rows, const std::vector<bool>& labels,
                                double l2);

}  // namespace verbatim::bench
