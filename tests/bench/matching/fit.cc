#include "matching/fit.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace verbatim::bench {
namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

constexpr int kRounds = 30;

double Dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Solves m x = v by elimination. `m` must be positive definite.
Vector Solve(Matrix m, Vector v) {
  const size_t n = v.size();
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = i + 1; k < n; ++k) {
      const double factor = m[k][i] / m[i][i];
      for (size_t j = i; j < n; ++j) m[k][j] -= factor * m[i][j];
      v[k] -= factor * v[i];
    }
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t j = i + 1; j < n; ++j) v[i] -= m[i][j] * v[j];
    v[i] /= m[i][i];
  }
  return v;
}

// The gradient and Hessian of a convex loss at a point, with `l2` regularization.
struct Slope {
  Slope(const Vector& weights, double l2)
      : gradient(weights.size()), hessian(weights.size(), Vector(weights.size())) {
    for (size_t i = 0; i < weights.size(); ++i) {
      loss += l2 / 2 * weights[i] * weights[i];
      gradient[i] = l2 * weights[i];
      hessian[i][i] = l2 + 1e-9;
    }
  }
  void Add(const Vector& row, double first, double second) {
    for (size_t i = 0; i < row.size(); ++i) {
      gradient[i] += first * row[i];
      for (size_t j = 0; j < row.size(); ++j) hessian[i][j] += second * row[i] * row[j];
    }
  }
  double loss = 0;
  Vector gradient;
  Matrix hessian;
};

// The minimum of a convex loss by Newton's method. Every step is halved until it reduces the loss. `slope_at`
// returns the loss and its slope at a point.
template <typename SlopeAt>
Vector Minimise(size_t size, SlopeAt slope_at) {
  Vector weights(size);
  Slope slope = slope_at(weights);
  for (int round = 0; round < kRounds; ++round) {
    const Vector step = Solve(slope.hessian, slope.gradient);
    bool better = false;
    for (double scale = 1; scale > 1e-4 && !better; scale /= 2) {
      Vector next = weights;
      for (size_t i = 0; i < size; ++i) next[i] -= scale * step[i];
      Slope there = slope_at(next);
      better = there.loss < slope.loss - 1e-9;
      if (!better) continue;
      weights = std::move(next);
      slope = std::move(there);
    }
    if (!better) break;
  }
  return weights;
}

Vector Deviations(const std::vector<const List*>& lists) {
  const size_t n = lists.front()->rows.front().size();
  Vector sum(n), squares(n);
  double count = 0;
  for (const List* list : lists) {
    for (const Vector& row : list->rows) {
      ++count;
      for (size_t i = 0; i < n; ++i) sum[i] += row[i], squares[i] += row[i] * row[i];
    }
  }
  for (size_t i = 0; i < n; ++i) {
    squares[i] = std::sqrt(std::max(1e-12, squares[i] / count - sum[i] * sum[i] / count / count));
  }
  return squares;
}

}  // namespace

std::vector<double> FitListwise(const std::vector<const List*>& lists, double l2) {
  const Vector deviation = Deviations(lists);
  Vector weights = Minimise(deviation.size(), [&](const Vector& at) {
    Slope slope(at, l2);
    for (const List* list : lists) {
      const auto relevant =
          static_cast<double>(std::count(list->relevant.begin(), list->relevant.end(), true));
      if (relevant == 0) continue;
      Matrix rows = list->rows;
      Vector share(rows.size());
      double greatest = -1e300;
      for (size_t r = 0; r < rows.size(); ++r) {
        for (size_t i = 0; i < deviation.size(); ++i) rows[r][i] /= deviation[i];
        share[r] = Dot(at, rows[r]);
        greatest = std::max(greatest, share[r]);
      }
      double total = 0;
      for (double& value : share) total += value = std::exp(value - greatest);
      Vector mean(at.size());
      for (size_t r = 0; r < rows.size(); ++r) {
        share[r] /= total;
        if (list->relevant[r]) slope.loss -= std::log(share[r]) / relevant;
        slope.Add(rows[r], share[r] - (list->relevant[r] ? 1 / relevant : 0), share[r]);
        for (size_t i = 0; i < mean.size(); ++i) mean[i] += share[r] * rows[r][i];
      }
      slope.Add(mean, 0, -1);
    }
    return slope;
  });
  for (size_t i = 0; i < weights.size(); ++i) weights[i] /= deviation[i];
  return weights;
}

std::vector<double> FitLogistic(const std::vector<std::vector<double>>& rows, const std::vector<bool>& labels,
                                double l2) {
  return Minimise(rows.front().size() + 1, [&](const Vector& weights) {
    Slope slope(weights, l2);
    for (size_t r = 0; r < rows.size(); ++r) {
      Vector row = rows[r];
      row.push_back(1);
      const double p = std::clamp(1 / (1 + std::exp(-Dot(weights, row))), 1e-12, 1 - 1e-12);
      slope.loss -= std::log(labels[r] ? p : 1 - p);
      slope.Add(row, p - (labels[r] ? 1 : 0), p * (1 - p));
    }
    return slope;
  });
}

}  // namespace verbatim::bench
