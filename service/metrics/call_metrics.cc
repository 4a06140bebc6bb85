#include "metrics/call_metrics.h"

namespace verbatim::metrics {
namespace {

// Bounds the series of verbatim_calls_refused_total. The vocabulary of reasons is smaller; further ones count
// as OTHER.
constexpr size_t kMaxReasons = 100;

constexpr std::string_view kMethod = "method";

}  // namespace

void MethodMetrics::End(absl::StatusCode code, std::chrono::nanoseconds duration, size_t request_bytes,
                        size_t response_bytes) {
  in_flight_.fetch_sub(1, std::memory_order_relaxed);
  const auto number = static_cast<size_t>(code);
  handled_[number < kCodes ? number : static_cast<size_t>(absl::StatusCode::kUnknown)].Add();
  seconds_.Observe(duration);
  request_bytes_.Add(request_bytes);
  response_bytes_.Add(response_bytes);
}

CallMetrics::CallMetrics(const std::vector<std::string>& methods) {
  for (const std::string& method : methods) methods_.emplace_back(method);
}

void CallMetrics::CountRefusal(std::string_view reason) {
  sync::MutexLock lock(mutex_);
  auto found = refusals_.find(reason);
  if (found == refusals_.end() && refusals_.size() >= kMaxReasons) reason = "OTHER";
  ++refusals_[std::string(reason)];
}

void CallMetrics::Collect(Families& families) const {
  for (const MethodMetrics& method : methods_) {
    const Labels labels = {{kMethod, method.name_}};
    for (size_t code = 0; code < MethodMetrics::kCodes; ++code) {
      const uint64_t count = method.handled_[code].value();
      // OK is always there, so that a rate of errors can be computed from the first call on.
      if (count == 0 && code != 0) continue;
      families.AddCounter(
          "verbatim_rpc_handled_total", "Calls that have ended, by method and status code.",
          {{kMethod, method.name_}, {"code", absl::StatusCodeToString(static_cast<absl::StatusCode>(code))}},
          static_cast<double>(count));
    }
    families.AddHistogram(
        "verbatim_rpc_handling_seconds",
        "Time from the arrival of a call to its end. For streams, the time that they were open.", labels,
        method.seconds_, kSecondsPerNanosecond);
    families.AddGauge("verbatim_rpc_in_flight", "Calls that have begun and not ended.", labels,
                      static_cast<double>(method.in_flight_.load(std::memory_order_relaxed)));
    families.AddCounter("verbatim_rpc_request_bytes_total",
                        "Bytes of request messages of calls that have ended, without headers.", labels,
                        static_cast<double>(method.request_bytes_.value()));
    families.AddCounter("verbatim_rpc_response_bytes_total",
                        "Bytes of response messages of calls that have ended, without headers.", labels,
                        static_cast<double>(method.response_bytes_.value()));
  }
  sync::MutexLock lock(mutex_);
  for (const auto& [reason, count] : refusals_) {
    families.AddCounter("verbatim_calls_refused_total",
                        "Calls that ended with an error, by the reason of the error (ErrorInfo).",
                        {{"reason", reason}}, static_cast<double>(count));
  }
}

}  // namespace verbatim::metrics
