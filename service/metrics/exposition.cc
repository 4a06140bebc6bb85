#include "metrics/exposition.h"

#include "prometheus/text_serializer.h"

namespace verbatim::metrics {

prometheus::ClientMetric& Families::Add(std::string_view name, std::string_view help,
                                        prometheus::MetricType type, const Labels& labels) {
  auto found = by_name_.find(name);
  if (found == by_name_.end()) {
    found = by_name_.emplace(name, families_.size()).first;
    families_.push_back({std::string(name), std::string(help), type, {}});
  }
  prometheus::ClientMetric& metric = families_[found->second].metric.emplace_back();
  for (const auto& [label, value] : labels) metric.label.push_back({std::string(label), value});
  return metric;
}

void Families::AddCounter(std::string_view name, std::string_view help, const Labels& labels, double value) {
  Add(name, help, prometheus::MetricType::Counter, labels).counter.value = value;
}

void Families::AddGauge(std::string_view name, std::string_view help, const Labels& labels, double value) {
  Add(name, help, prometheus::MetricType::Gauge, labels).gauge.value = value;
}

void Families::AddHistogram(std::string_view name, std::string_view help, const Labels& labels,
                            const Histogram& histogram, double unit) {
  prometheus::ClientMetric::Histogram& out =
      Add(name, help, prometheus::MetricType::Histogram, labels).histogram;
  const Histogram::Snapshot snapshot = histogram.snapshot();
  for (size_t i = 0; i < snapshot.counts.size(); ++i) {
    out.sample_count += snapshot.counts[i];
    // The serializer adds the bucket +Inf itself.
    if (i == histogram.bounds().size()) break;
    out.bucket.push_back({out.sample_count, static_cast<double>(histogram.bounds()[i]) * unit});
  }
  out.sample_sum = static_cast<double>(snapshot.sum) * unit;
}

std::string Families::ToText() const { return prometheus::TextSerializer().Serialize(families_); }

}  // namespace verbatim::metrics
