#include "methods/call_record.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "status/errors.h"

namespace verbatim::methods {
namespace {

constexpr size_t kMaxRequestIdBytes = 128;

// Whether a call with this code has failed for the sake of the server, as OpenTelemetry's conventions see it.
bool IsFailureOfServer(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDataLoss:
      return true;
    default:
      return false;
  }
}

// The reason of an error, or else its code. Messages may quote texts, so they stay out of traces.
std::string ErrorTypeOf(const absl::Status& status) {
  std::string reason = ReasonOf(status);
  return reason.empty() ? absl::StatusCodeToString(status.code()) : reason;
}

}  // namespace

CallTags TagsOf(std::string_view request_id, std::string_view traceparent, std::string_view tracestate,
                std::string_view protocol) {
  CallTags tags{.protocol = protocol};
  if (request_id.size() <= kMaxRequestIdBytes &&
      std::ranges::all_of(request_id, [](char c) { return c > ' ' && c <= '~'; }))
    tags.request_id = request_id;
  if (!traceparent.empty()) tags.trace = tracing::ReadTraceContext(traceparent, tracestate);
  return tags;
}

CallRecorder::CallRecorder(const google::protobuf::MethodDescriptor& method, const access::Caller& caller,
                           const CallTags& tags, const std::function<void(const CallRecord&)>& on_done,
                           CallMeter meter, tracing::Tracer* tracer)
    : method_(method),
      caller_(on_done ? caller : access::Caller()),
      tags_(on_done || tracer != nullptr ? tags : CallTags()),
      on_done_(on_done),
      meter_(meter),
      start_(std::chrono::steady_clock::now()) {
  if (meter_.method != nullptr) meter_.method->Begin();
  if (tracer == nullptr) return;
  span_of_caller_ = tags_.trace.span_id;
  const tracing::Tracer::CallSpan begun = tracer->Begin(tags_.trace);
  tags_.trace.trace_id = begun.trace_id;
  span_ = begun.parent;
  if (span_) span_start_ = tracing::Clock::now();
}

void CallRecorder::End(const absl::Status& status) const {
  const auto duration = std::chrono::steady_clock::now() - start_;
  const CallRecord call{method_,
                        caller_,
                        tags_,
                        status,
                        std::chrono::duration_cast<std::chrono::microseconds>(duration),
                        request_bytes_.load(std::memory_order_relaxed),
                        response_bytes_.load(std::memory_order_relaxed)};
  if (meter_.method != nullptr) {
    meter_.method->End(status.code(), duration, call.request_bytes, call.response_bytes);
    if (const std::string reason = status.ok() ? std::string() : ReasonOf(status); !reason.empty())
      meter_.calls->CountRefusal(reason);
  }
  if (span_) RecordSpan(call);
  if (on_done_) on_done_(call);
}

void CallRecorder::RecordSpan(const CallRecord& call) const {
  tracing::Span span{.trace_id = span_.trace_id,
                     .span_id = span_.span_id,
                     .parent_id = span_of_caller_,
                     .state = call.tags.trace.state,
                     .name = absl::StrCat(method_.service()->full_name(), "/", method_.name()),
                     .kind = tracing::SpanKind::kServer,
                     .start = span_start_,
                     .end = tracing::Clock::now(),
                     .failed = IsFailureOfServer(call.status.code())};
  span.attributes = {{"rpc.system", std::string(call.tags.protocol)},
                     {"rpc.service", method_.service()->full_name()},
                     {"rpc.method", method_.name()},
                     {"rpc.grpc.status_code", static_cast<int64_t>(call.status.code())},
                     {"verbatim.request_bytes", static_cast<int64_t>(call.request_bytes)},
                     {"verbatim.response_bytes", static_cast<int64_t>(call.response_bytes)}};
  if (!call.tags.request_id.empty())
    span.attributes.emplace_back("verbatim.request_id", call.tags.request_id);
  if (!call.status.ok()) span.attributes.emplace_back("error.type", ErrorTypeOf(call.status));
  span_.tracer->Record(std::move(span));
}

}  // namespace verbatim::methods
