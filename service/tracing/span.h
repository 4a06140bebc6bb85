#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tracing/trace_context.h"

// What the service notes about the steps of a call. Spans have no texts, names of resources or principals, as
// metrics have none.
namespace verbatim::tracing {

class Tracer;

using Clock = std::chrono::system_clock;  // spans of several servers are compared

// As OpenTelemetry numbers them.
enum class SpanKind { kInternal = 1, kServer = 2, kClient = 3 };

// Keys are literals, named after OpenTelemetry's conventions where these have a name.
using Attributes = std::vector<std::pair<std::string_view, std::variant<std::string, int64_t>>>;

// A step that has ended.
struct Span {
  TraceId trace_id = {};
  SpanId span_id = {};
  SpanId parent_id = {};  // zeros for the first span of a trace
  std::string state = {};
  std::string name;
  SpanKind kind = SpanKind::kInternal;
  Clock::time_point start = {};
  Clock::time_point end = {};
  bool failed = false;
  Attributes attributes = {};
};

// The span under which steps are recorded. The default records nothing, as for calls that are not sampled.
// The tracer must outlive it. Any thread.
struct SpanParent {
  Tracer* tracer = nullptr;
  TraceId trace_id = {};
  SpanId span_id = {};

  explicit operator bool() const { return tracer != nullptr; }
  // Records a step that has ended. Does nothing for the default.
  void Record(std::string name, SpanKind kind, Clock::time_point start, Clock::time_point end, bool failed,
              Attributes attributes) const;
};

// Makes a span the parent of the steps on this thread, for the lifetime of the object.
//
// The store's interface has no parameter for the call that it works for, and most of its callers have no
// traces in mind. So the parent is kept by thread, as OpenTelemetry's libraries keep it.
class ParentScope {
 public:
  explicit ParentScope(const SpanParent& parent);
  ~ParentScope();
  ParentScope(const ParentScope&) = delete;
  ParentScope& operator=(const ParentScope&) = delete;

  // The parent on this thread; the default if there is none.
  static SpanParent Current();

 private:
  friend class Step;

  // Steps of one scope beyond this number are only counted: a trace over a large log makes thousands of reads.
  static constexpr int kMaxSteps = 128;

  struct State {
    SpanParent parent;
    int steps_left = 0;
  };
  static State& OfThread();

  const State outer_;
};

// A step from the construction to the destruction of the object, under the thread's parent. Costs a few
// instructions if there is none.
class Step {
 public:
  // `name` and `system` must outlive the object. `system` is the database, as OpenTelemetry names it.
  Step(std::string_view name, std::string_view system);
  ~Step();
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  void SetFailed() { failed_ = true; }

 private:
  const std::string_view name_;
  const std::string_view system_;
  const SpanParent parent_;
  const Clock::time_point start_;
  bool failed_ = false;
};

}  // namespace verbatim::tracing
