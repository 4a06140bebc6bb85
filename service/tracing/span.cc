#include "tracing/span.h"

#include "absl/strings/str_cat.h"
#include "tracing/tracer.h"

namespace verbatim::tracing {

void SpanParent::Record(std::string name, SpanKind kind, Clock::time_point start, Clock::time_point end,
                        bool failed, Attributes attributes) const {
  if (tracer == nullptr) return;
  tracer->Record({.trace_id = trace_id,
                  .span_id = Tracer::NewSpanId(),
                  .parent_id = span_id,
                  .name = std::move(name),
                  .kind = kind,
                  .start = start,
                  .end = end,
                  .failed = failed,
                  .attributes = std::move(attributes)});
}

ParentScope::State& ParentScope::OfThread() {
  thread_local constinit State state;
  return state;
}

ParentScope::ParentScope(const SpanParent& parent) : outer_(OfThread()) {
  OfThread() = {.parent = parent, .steps_left = kMaxSteps};
}

ParentScope::~ParentScope() { OfThread() = outer_; }

SpanParent ParentScope::Current() { return OfThread().parent; }

namespace {

Clock::time_point StartOf(const SpanParent& parent) { return parent ? Clock::now() : Clock::time_point(); }

}  // namespace

Step::Step(std::string_view name, std::string_view system)
    : name_(name), system_(system), parent_(ParentScope::Current()), start_(StartOf(parent_)) {}

Step::~Step() {
  if (!parent_) return;
  if (ParentScope::OfThread().steps_left-- <= 0) {
    parent_.tracer->CountDropped();
    return;
  }
  parent_.Record(absl::StrCat("store.", std::string(name_)), SpanKind::kClient, start_, Clock::now(), failed_,
                 {{"db.system.name", std::string(system_)}, {"db.operation.name", std::string(name_)}});
}

}  // namespace verbatim::tracing
