#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "access/caller.h"
#include "google/protobuf/descriptor.h"
#include "metrics/call_metrics.h"
#include "tracing/span.h"
#include "tracing/trace_context.h"
#include "tracing/tracer.h"

namespace verbatim::methods {

// How the caller names a call in its own logs and traces. Empty if the caller gives no such name.
struct CallTags {
  std::string request_id = {};         // `x-request-id`, at most 128 bytes
  tracing::TraceContext trace = {};    // `traceparent` and `tracestate`
  std::string_view protocol = "grpc";  // a literal: "grpc" or "http"
};

// Reads the tags from the values of the fields. A value that is malformed gives no tag.
CallTags TagsOf(std::string_view request_id, std::string_view traceparent, std::string_view tracestate,
                std::string_view protocol);

// A call that has ended.
struct CallRecord {
  const google::protobuf::MethodDescriptor& method;
  const access::Caller& caller;
  const CallTags& tags;
  const absl::Status& status;
  std::chrono::microseconds duration;
  size_t request_bytes;   // of all messages
  size_t response_bytes;  // of all messages that were handed to the transport
};

// Where the metrics of one call are counted. The default counts nothing.
struct CallMeter {
  metrics::CallMetrics* calls = nullptr;
  metrics::MethodMetrics* method = nullptr;  // set if `calls` is
};

// Collects the record of one call. Any thread.
class CallRecorder {
 public:
  // The call begins now. `on_done` may be empty, and `tracer` null; they and what `meter` points to must outlive
  // the recorder.
  CallRecorder(const google::protobuf::MethodDescriptor& method, const access::Caller& caller,
               const CallTags& tags, const std::function<void(const CallRecord&)>& on_done, CallMeter meter,
               tracing::Tracer* tracer);

  // For the steps of the call. Records nothing if the call is not sampled.
  const tracing::SpanParent& span() const { return span_; }

  void Received(size_t bytes) { request_bytes_.fetch_add(bytes, std::memory_order_relaxed); }
  void Sent(size_t bytes) { response_bytes_.fetch_add(bytes, std::memory_order_relaxed); }
  // Counts the call and passes the record on. Call it once.
  void End(const absl::Status& status) const;

 private:
  void RecordSpan(const CallRecord& call) const;

  const google::protobuf::MethodDescriptor& method_;
  const access::Caller caller_;  // empty without `on_done_`
  CallTags tags_;  // empty without `on_done_` and tracer. Has the trace that began here, if one did
  tracing::SpanParent span_;
  tracing::SpanId span_of_caller_ = {};
  tracing::Clock::time_point span_start_ = {};  // set if the call is sampled
  const std::function<void(const CallRecord&)>& on_done_;
  const CallMeter meter_;
  const std::chrono::steady_clock::time_point start_;
  std::atomic<size_t> request_bytes_{0};
  std::atomic<size_t> response_bytes_{0};
};

}  // namespace verbatim::methods
