#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metrics/instruments.h"
#include "prometheus/metric_family.h"

namespace verbatim::metrics {

// Names and values of the labels of a series.
using Labels = std::vector<std::pair<std::string_view, std::string>>;

inline constexpr double kSecondsPerNanosecond = 1e-9;

// The metrics of one scrape, by family. One thread at a time.
class Families {
 public:
  // Each adds a series to the family of this name. `help` counts for the first series of the family.
  void AddCounter(std::string_view name, std::string_view help, const Labels& labels, double value);
  void AddGauge(std::string_view name, std::string_view help, const Labels& labels, double value);
  // `unit` is the size of the histogram's unit in the unit of the family, such as kSecondsPerNanosecond.
  void AddHistogram(std::string_view name, std::string_view help, const Labels& labels,
                    const Histogram& histogram, double unit = 1);

  // Returns the metrics in Prometheus' text format, version 0.0.4. prometheus-cpp writes the format, so that
  // the rules of its escapes and numbers are not repeated here. The instruments are our own, because those of
  // prometheus-cpp 1.0 add up floating point numbers in loops of compare and exchange, and take a lock for
  // each series of a family.
  std::string ToText() const;

 private:
  prometheus::ClientMetric& Add(std::string_view name, std::string_view help, prometheus::MetricType type,
                                const Labels& labels);

  std::vector<prometheus::MetricFamily> families_;      // in order of their first series
  std::map<std::string, size_t, std::less<>> by_name_;  // positions in families_
};

}  // namespace verbatim::metrics
