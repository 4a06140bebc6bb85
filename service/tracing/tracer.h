#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "metrics/exposition.h"
#include "metrics/instruments.h"
#include "outbound/http_client.h"
#include "sync/mutex.h"
#include "tracing/otlp_json.h"
#include "tracing/span.h"
#include "tracing/trace_context.h"

namespace verbatim::tracing {

// Decides which calls are sampled, and sends their spans to a collector by OTLP over HTTP. One thread sends
// batches. Calls never wait for it: if the queue is full, spans are dropped and counted. Any thread.
class Tracer {
 public:
  struct Options {
    std::string url;          // such as http://127.0.0.1:4318/v1/traces
    std::string ca_file;      // as in outbound::HttpClient::Options
    double sample_ratio = 0;  // of the traces that begin here, 0 to 1
    std::string version;      // of the program
    Resource resource = {};
    // Spans that may wait to be sent. A span takes some 400 bytes.
    size_t queued_spans = 8192;
    // How long spans gather before they are sent.
    std::chrono::milliseconds interval{200};
    // How long a collector may take to answer.
    std::chrono::milliseconds timeout{10'000};
    // Called when spans cannot be sent, with the reason, and with OK when they can be sent again. On the
    // tracer's thread.
    std::function<void(const absl::Status&)> on_change = [](const absl::Status&) {};
  };

  explicit Tracer(Options options);
  // Sends what is queued, if the collector takes it within two seconds.
  ~Tracer();
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // Begins the span of a call: continues the trace of its caller, or begins one if `caller` is not valid. Like
  // OpenTelemetry's parent-based sampler, follows the caller's decision, and samples the given ratio of the
  // traces that begin here.
  struct CallSpan {
    TraceId trace_id = {};
    SpanParent parent = {};  // for the steps of the call; the default if it is not sampled
  };
  CallSpan Begin(const TraceContext& caller);

  // Queues a span. Drops it if the queue is full.
  void Record(Span span) ABSL_LOCKS_EXCLUDED(mutex_);
  void CountDropped(uint64_t spans = 1) { dropped_.Add(spans); }

  void Collect(metrics::Families& families) const;

  static SpanId NewSpanId();

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_, end_mutex_);
  // Sends a batch, again for a while if the collector is away. Counts what becomes of it.
  void Send(std::span<const Span> batch) ABSL_LOCKS_EXCLUDED(end_mutex_);
  // Sends a batch once. UNAVAILABLE if it may be sent again, after `pause` if the collector says so.
  absl::Status Post(const std::string& body, std::chrono::milliseconds& pause)
      ABSL_LOCKS_EXCLUDED(end_mutex_);
  void SetState(const absl::Status& state);
  // Waits, at most until the tracer ends. Returns whether it ends.
  bool Pause(std::chrono::milliseconds time) ABSL_LOCKS_EXCLUDED(end_mutex_);
  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(end_mutex_) { return ending_; }

  const Options options_;
  outbound::HttpClient client_;
  metrics::Counter exported_;
  metrics::Counter dropped_;
  bool away_ = false;  // used by the thread only

  sync::Mutex mutex_;
  sync::Condition not_empty_;  // or stopping_; so that the sender sleeps while nothing is sampled
  std::vector<Span> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  // For waits with a limit. Apart from mutex_, whose Unlock would otherwise wake the sender for each span.
  sync::Mutex end_mutex_;
  bool ending_ ABSL_GUARDED_BY(end_mutex_) = false;
  std::chrono::steady_clock::time_point end_by_ ABSL_GUARDED_BY(end_mutex_) = {};
  std::thread sender_;  // last member: starts when all others are constructed
};

}  // namespace verbatim::tracing
