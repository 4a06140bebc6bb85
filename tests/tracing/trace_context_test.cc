#include "tracing/trace_context.h"

#include <gtest/gtest.h>

#include <string>

#include "nlohmann/json.hpp"
#include "tracing/otlp_json.h"

namespace verbatim::tracing {
namespace {

constexpr char kTraceId[] = "0af7651916cd43dd8448eb211c80319c";
constexpr char kSpanId[] = "b7ad6b7169203331";

TEST(TraceContext, ReadsWhatW3cRecommends) {
  const std::string ids = std::string(kTraceId) + "-" + kSpanId;
  const struct {
    std::string traceparent;
    bool valid;
    bool sampled = false;
  } cases[] = {
      {"00-" + ids + "-01", true, true},
      {"00-" + ids + "-00", true},
      {"00-" + ids + "-03", true, true},  // other flags do not matter
      {"00-" + ids + "-02", true},
      {"01-" + ids + "-01", true, true},  // later versions begin like this one
      {"01-" + ids + "-01-more", true, true},
      {"", false},
      {"00-" + ids, false},
      {"00-" + ids + "-1", false},
      {"00-" + ids + "-01-more", false},
      {"01-" + ids + "-01more", false},
      {"ff-" + ids + "-01", false},
      {"0g-" + ids + "-01", false},
      {"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false},  // capitals
      {"00-00000000000000000000000000000000-b7ad6b7169203331-01", false},
      {"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false},
      {"00_" + ids + "-01", false},
  };
  for (const auto& [traceparent, valid, sampled] : cases) {
    SCOPED_TRACE(traceparent);
    const TraceContext context = ReadTraceContext(traceparent, "vendor=1");
    EXPECT_EQ(context.IsValid(), valid);
    EXPECT_EQ(context.sampled, sampled);
    EXPECT_EQ(context.state, valid ? "vendor=1" : "");
    if (!valid) continue;
    EXPECT_EQ(HexOf(context.trace_id), kTraceId);
    EXPECT_EQ(HexOf(context.span_id), kSpanId);
  }
}

TEST(TraceContext, DropsAStateThatIsMalformedOrLong) {
  const std::string traceparent = std::string("00-") + kTraceId + "-" + kSpanId + "-01";
  for (const std::string& state : {std::string(513, 'a'), std::string("a=\n"), std::string("a=\xC3\xA9")}) {
    const TraceContext context = ReadTraceContext(traceparent, state);
    EXPECT_TRUE(context.IsValid());
    EXPECT_EQ(context.state, "");
  }
  EXPECT_EQ(ReadTraceContext(traceparent, std::string(512, 'a')).state.size(), 512);
}

TEST(OtlpJson, LeavesOutWhatASpanDoesNotHave) {
  const TraceContext context = ReadTraceContext(std::string("00-") + kTraceId + "-" + kSpanId + "-01", "");
  Span span;
  span.trace_id = context.trace_id;
  span.span_id = context.span_id;
  span.name = "first";
  span.start = Clock::time_point(std::chrono::seconds(1));
  span.end = Clock::time_point(std::chrono::seconds(2));
  span.attributes = {{"text", "bad \xFF"}, {"number", int64_t{-7}}};
  const nlohmann::json request = nlohmann::json::parse(ToOtlpJson({{"service.name", "s"}}, "1", {&span, 1}));
  const nlohmann::json& sent = request["resourceSpans"][0]["scopeSpans"][0]["spans"][0];
  EXPECT_EQ(sent["traceId"], kTraceId);
  EXPECT_EQ(sent["spanId"], kSpanId);
  EXPECT_EQ(sent["startTimeUnixNano"], "1000000000");
  EXPECT_EQ(sent["endTimeUnixNano"], "2000000000");
  EXPECT_EQ(sent["attributes"][0]["value"]["stringValue"], "bad \xEF\xBF\xBD");
  EXPECT_EQ(sent["attributes"][1]["value"]["intValue"], "-7");
  for (const char* absent : {"parentSpanId", "traceState", "status"})
    EXPECT_FALSE(sent.contains(absent)) << absent;
}

}  // namespace
}  // namespace verbatim::tracing
