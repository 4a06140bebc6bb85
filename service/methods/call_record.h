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

namespace verbatim::methods {

// How the caller names a call in its own logs. Printable ASCII; empty if the caller gives no such name.
struct CallTags {
  std::string request_id = {};  // `x-request-id`, at most 128 bytes
  std::string trace_id = {};    // of `traceparent` (W3C Trace Context): 32 hexadecimal digits
};

// Reads the tags from the values of the two fields. A value that is malformed gives no tag.
CallTags TagsOf(std::string_view request_id, std::string_view traceparent);

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
  // The call begins now. `on_done` may be empty; it and what `meter` points to must outlive the recorder.
  CallRecorder(const google::protobuf::MethodDescriptor& method, const access::Caller& caller,
               const CallTags& tags, const std::function<void(const CallRecord&)>& on_done, CallMeter meter);

  void Received(size_t bytes) { request_bytes_.fetch_add(bytes, std::memory_order_relaxed); }
  void Sent(size_t bytes) { response_bytes_.fetch_add(bytes, std::memory_order_relaxed); }
  // Counts the call and passes the record on. Call it once.
  void End(const absl::Status& status) const;

 private:
  const google::protobuf::MethodDescriptor& method_;
  const access::Caller caller_;  // empty without `on_done_`, as are the tags
  const CallTags tags_;
  const std::function<void(const CallRecord&)>& on_done_;
  const CallMeter meter_;
  const std::chrono::steady_clock::time_point start_;
  std::atomic<size_t> request_bytes_{0};
  std::atomic<size_t> response_bytes_{0};
};

}  // namespace verbatim::methods
