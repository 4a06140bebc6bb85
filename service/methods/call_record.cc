#include "methods/call_record.h"

#include <algorithm>
#include <string>

#include "status/errors.h"

namespace verbatim::methods {
namespace {

constexpr size_t kMaxRequestIdBytes = 128;

// In `00-TRACE-PARENT-FLAGS`.
constexpr size_t kTraceIdOffset = 3;
constexpr size_t kTraceIdDigits = 32;

}  // namespace

CallTags TagsOf(std::string_view request_id, std::string_view traceparent) {
  CallTags tags;
  if (request_id.size() <= kMaxRequestIdBytes &&
      std::ranges::all_of(request_id, [](char c) { return c > ' ' && c <= '~'; }))
    tags.request_id = request_id;
  if (traceparent.size() <= kTraceIdOffset + kTraceIdDigits || traceparent[kTraceIdOffset - 1] != '-' ||
      traceparent[kTraceIdOffset + kTraceIdDigits] != '-')
    return tags;
  const std::string_view trace_id = traceparent.substr(kTraceIdOffset, kTraceIdDigits);
  if (trace_id.find_first_not_of("0123456789abcdef") == std::string_view::npos) tags.trace_id = trace_id;
  return tags;
}

CallRecorder::CallRecorder(const google::protobuf::MethodDescriptor& method, const access::Caller& caller,
                           const CallTags& tags, const std::function<void(const CallRecord&)>& on_done,
                           CallMeter meter)
    : method_(method),
      caller_(on_done ? caller : access::Caller()),
      tags_(on_done ? tags : CallTags()),
      on_done_(on_done),
      meter_(meter),
      start_(std::chrono::steady_clock::now()) {
  if (meter_.method != nullptr) meter_.method->Begin();
}

void CallRecorder::End(const absl::Status& status) const {
  const auto duration = std::chrono::steady_clock::now() - start_;
  const size_t request_bytes = request_bytes_.load(std::memory_order_relaxed);
  const size_t response_bytes = response_bytes_.load(std::memory_order_relaxed);
  if (meter_.method != nullptr) {
    meter_.method->End(status.code(), duration, request_bytes, response_bytes);
    if (const std::string reason = status.ok() ? std::string() : ReasonOf(status); !reason.empty())
      meter_.calls->CountRefusal(reason);
  }
  if (!on_done_) return;
  on_done_({method_, caller_, tags_, status, std::chrono::duration_cast<std::chrono::microseconds>(duration),
            request_bytes, response_bytes});
}

}  // namespace verbatim::methods
