#pragma once

#include <cstddef>
#include <vector>

// Small, deterministic fits with Newton's method.
namespace verbatim::bench {

// The candidates of one query.
struct List {
  std::vector<std::vector<double>> rows;  // features, one row a candidate
  std::vector<bool> relevant;
};

// Returns the weights that maximize the likelihood of the relevant rows under a softmax over each list
// (ListNet's loss with binary relevance). L2 regularization subtracts `l2` / 2 times the squared length of
// the weights, with every feature divided by its standard deviation over all rows. Ignores lists without a
// relevant row.
std::vector<double> FitListwise(const std::vector<const List*>& lists, double l2);

// Returns the weights of a logistic regression. The last is the intercept.
std::vector<double> FitLogistic(const std::vector<std::vector<double>>& rows, const std::vector<bool>& labels,
                                double l2);

}  // namespace verbatim::bench
