#include "tracing/trace_context.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace verbatim::tracing {
namespace {

// VERSION-TRACE_ID-PARENT_ID-FLAGS
constexpr size_t kVersionDigits = 2;
constexpr size_t kFlagDigits = 2;
constexpr size_t kTraceIdAt = kVersionDigits + 1;
constexpr size_t kSpanIdAt = kTraceIdAt + 2 * sizeof(TraceId) + 1;
constexpr size_t kFlagsAt = kSpanIdAt + 2 * sizeof(SpanId) + 1;
constexpr size_t kBytes = kFlagsAt + kFlagDigits;
constexpr uint8_t kSampledFlag = 1;

// What the recommendation asks everybody to pass on at least. A longer state is dropped.
constexpr size_t kMaxStateBytes = 512;

// -1 for other characters. Capitals are malformed.
int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

template <size_t kSize>
std::optional<std::array<uint8_t, kSize>> ReadHex(std::string_view digits) {
  std::array<uint8_t, kSize> bytes{};
  for (size_t i = 0; i < kSize; ++i) {
    const int high = DigitOf(digits[2 * i]);
    const int low = DigitOf(digits[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<uint8_t>(high * 16 + low);
  }
  return bytes;
}

bool IsPrintable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

TraceContext ReadTraceContext(std::string_view traceparent, std::string_view tracestate) {
  if (traceparent.size() < kBytes || traceparent[kTraceIdAt - 1] != '-' ||
      traceparent[kSpanIdAt - 1] != '-' || traceparent[kFlagsAt - 1] != '-')
    return {};
  const auto version = ReadHex<1>(traceparent.substr(0, kVersionDigits));
  const auto trace_id = ReadHex<sizeof(TraceId)>(traceparent.substr(kTraceIdAt));
  const auto span_id = ReadHex<sizeof(SpanId)>(traceparent.substr(kSpanIdAt));
  const auto flags = ReadHex<1>(traceparent.substr(kFlagsAt));
  if (!version || !trace_id || !span_id || !flags || !IsSet(*trace_id) || !IsSet(*span_id)) return {};
  // Later versions may append fields. 255 is no version.
  const bool ends = traceparent.size() == kBytes;
  if ((*version)[0] == 0xff || (!ends && ((*version)[0] == 0 || traceparent[kBytes] != '-'))) return {};
  TraceContext context{
      .trace_id = *trace_id, .span_id = *span_id, .sampled = ((*flags)[0] & kSampledFlag) != 0};
  if (tracestate.size() <= kMaxStateBytes && IsPrintable(tracestate)) context.state = tracestate;
  return context;
}

std::string HexOf(std::span<const uint8_t> id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * id.size());
  for (const uint8_t byte : id) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace verbatim::tracing
