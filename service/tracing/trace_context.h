#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace verbatim::tracing {

// Ids are random. All zeros means none.
using TraceId = std::array<uint8_t, 16>;
using SpanId = std::array<uint8_t, 8>;

// Whether an id is not all zeros.
inline bool IsSet(std::span<const uint8_t> id) {
  return std::ranges::any_of(id, [](uint8_t byte) { return byte != 0; });
}

// The place of a call in a trace, as its caller names it (W3C Trace Context, level 1).
struct TraceContext {
  TraceId trace_id = {};
  SpanId span_id = {};
  bool sampled = false;
  std::string state = {};  // `tracestate`, as it came; empty if there is none, or it is malformed

  bool IsValid() const { return IsSet(trace_id); }
};

// Reads the fields `traceparent` and `tracestate`. A malformed `traceparent` gives a context that is not valid,
// as the recommendation demands: the server then begins a trace of its own. Accepts later versions, as far as
// they begin like version 00.
TraceContext ReadTraceContext(std::string_view traceparent, std::string_view tracestate);

// Returns an id in lower-case hexadecimal digits.
std::string HexOf(std::span<const uint8_t> id);

}  // namespace verbatim::tracing
