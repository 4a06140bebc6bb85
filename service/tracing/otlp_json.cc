#include "tracing/otlp_json.h"

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace verbatim::tracing {
namespace {

using Json = nlohmann::json;

// Status.code of OTLP. Others leave it unset.
constexpr int kStatusError = 2;

// OTLP writes 64-bit numbers as strings, as protobuf JSON does, and ids in hexadecimal digits, as it does not.
std::string Nanos(Clock::time_point time) {
  return absl::StrCat(std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

Json ValueOf(const std::string& text) { return {{"stringValue", text}}; }
Json ValueOf(int64_t number) { return {{"intValue", absl::StrCat(number)}}; }

Json Attribute(std::string_view key, Json value) { return {{"key", key}, {"value", std::move(value)}}; }

Json ToJson(const Span& span) {
  Json json = {{"traceId", HexOf(span.trace_id)},
               {"spanId", HexOf(span.span_id)},
               {"name", span.name},
               {"kind", static_cast<int>(span.kind)},
               {"startTimeUnixNano", Nanos(span.start)},
               {"endTimeUnixNano", Nanos(span.end)}};
  if (IsSet(span.parent_id)) json["parentSpanId"] = HexOf(span.parent_id);
  if (!span.state.empty()) json["traceState"] = span.state;
  if (span.failed) json["status"] = {{"code", kStatusError}};
  Json& attributes = json["attributes"] = Json::array();
  for (const auto& [key, value] : span.attributes) {
    attributes.push_back(
        Attribute(key, std::visit([](const auto& content) { return ValueOf(content); }, value)));
  }
  return json;
}

}  // namespace

std::string ToOtlpJson(const Resource& resource, std::string_view version, std::span<const Span> spans) {
  Json attributes = Json::array();
  for (const auto& [key, value] : resource) attributes.push_back(Attribute(key, ValueOf(value)));
  Json all = Json::array();
  for (const Span& span : spans) all.push_back(ToJson(span));
  const Json scope = {{"name", "verbatim"}, {"version", version}};
  const Json scope_spans = {{"scope", scope}, {"spans", std::move(all)}};
  const Json resource_spans = {{"resource", {{"attributes", std::move(attributes)}}},
                               {"scopeSpans", Json::array({scope_spans})}};
  const Json request = {{"resourceSpans", Json::array({resource_spans})}};
  return request.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace verbatim::tracing
