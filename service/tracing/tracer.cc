#include "tracing/tracer.h"

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"

namespace verbatim::tracing {
namespace {

// Spans of one request. Collectors bound requests by their bytes, commonly 4 MiB; this is about 300 KiB.
constexpr size_t kBatch = 512;

// A batch is sent so often, with pauses that double, before it is dropped: for 15 seconds in all, in which a
// collector restarts.
constexpr int kAttempts = 5;
constexpr std::chrono::milliseconds kFirstPause{1000};
// Bound on what a collector may ask for with Retry-After.
constexpr std::chrono::milliseconds kLongestPause{30'000};

// What is sent while the server ends.
constexpr std::chrono::milliseconds kLastTime{2000};

// A collector answers with few bytes.
constexpr size_t kMaxAnswerBytes = 64 << 10;

absl::BitGen& Random() {
  thread_local absl::BitGen random;
  return random;
}

template <typename Id>
Id NewId() {
  Id id{};
  while (!IsSet(id)) {
    for (uint8_t& byte : id) byte = absl::Uniform<uint8_t>(Random());
  }
  return id;
}

// Whether OTLP lets the client send again after this HTTP status.
bool MayRetry(long status) { return status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace

Tracer::Tracer(Options options)
    : options_(std::move(options)),
      client_({.url = options_.url, .ca_file = options_.ca_file, .max_answer_bytes = kMaxAnswerBytes}),
      sender_([this] { Run(); }) {}

Tracer::~Tracer() {
  {
    sync::MutexLock lock(end_mutex_);
    ending_ = true;
    end_by_ = std::chrono::steady_clock::now() + kLastTime;
  }
  {
    sync::MutexLock lock(mutex_);
    stopping_ = true;
    not_empty_.WakeOne();
  }
  sender_.join();
}

Tracer::CallSpan Tracer::Begin(const TraceContext& caller) {
  CallSpan call{.trace_id = caller.trace_id};
  bool sampled = caller.sampled;
  if (!caller.IsValid()) {
    call.trace_id = NewId<TraceId>();
    sampled = absl::Bernoulli(Random(), options_.sample_ratio);
  }
  if (sampled) call.parent = {.tracer = this, .trace_id = call.trace_id, .span_id = NewSpanId()};
  return call;
}

SpanId Tracer::NewSpanId() { return NewId<SpanId>(); }

void Tracer::Record(Span span) {
  sync::MutexLock lock(mutex_);
  if (queue_.size() >= options_.queued_spans) return CountDropped();
  const bool was_empty = queue_.empty();
  queue_.push_back(std::move(span));
  if (was_empty) not_empty_.WakeOne();
}

void Tracer::Collect(metrics::Families& families) const {
  families.AddCounter("verbatim_trace_spans_exported_total", "Spans that the collector of traces has taken.",
                      {}, static_cast<double>(exported_.value()));
  families.AddCounter("verbatim_trace_spans_dropped_total",
                      "Spans that were dropped, because the collector is away or too slow, or because a call "
                      "has too many.",
                      {}, static_cast<double>(dropped_.value()));
}

void Tracer::Run() {
  std::vector<Span> spans;  // keeps its memory
  while (true) {
    {
      sync::MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) not_empty_.Wait(mutex_);
      if (queue_.empty()) return;
    }
    Pause(options_.interval);
    {
      sync::MutexLock lock(mutex_);
      spans.swap(queue_);
    }
    for (std::span<const Span> left = spans; !left.empty();
         left = left.subspan(std::min(kBatch, left.size())))
      Send(left.first(std::min(kBatch, left.size())));
    spans.clear();
  }
}

void Tracer::Send(std::span<const Span> batch) {
  const std::string body = ToOtlpJson(options_.resource, options_.version, batch);
  std::chrono::milliseconds next_pause = kFirstPause;
  for (int attempt = 1;; ++attempt) {
    std::chrono::milliseconds pause = next_pause;
    const absl::Status sent = Post(body, pause);
    SetState(sent);
    if (sent.ok()) return exported_.Add(batch.size());
    if (!absl::IsUnavailable(sent) || attempt == kAttempts || Pause(std::min(pause, kLongestPause)))
      return CountDropped(batch.size());
    next_pause *= 2;
  }
}

absl::Status Tracer::Post(const std::string& body, std::chrono::milliseconds& pause) {
  const auto should_stop = [this] {
    sync::MutexLock lock(end_mutex_);
    return ending_ && std::chrono::steady_clock::now() >= end_by_;
  };
  const absl::StatusOr<outbound::HttpAnswer> answer =
      client_.PostJson(body, /*bearer=*/"", options_.timeout, should_stop);
  if (!answer.ok()) return answer.status();
  if (answer->status >= 200 && answer->status < 300) return absl::OkStatus();
  const std::string reason = absl::StrCat("the collector answered with HTTP status ", answer->status);
  if (!MayRetry(answer->status)) return absl::FailedPreconditionError(reason);
  pause = std::max<std::chrono::milliseconds>(pause, answer->retry_after);
  return absl::UnavailableError(reason);
}

void Tracer::SetState(const absl::Status& state) {
  if (std::exchange(away_, !state.ok()) == away_) return;
  options_.on_change(state);
}

bool Tracer::Pause(std::chrono::milliseconds time) {
  sync::MutexLock lock(end_mutex_);
  end_mutex_.AwaitFor(time, this, &Tracer::IsEnding);
  return ending_;
}

}  // namespace verbatim::tracing
