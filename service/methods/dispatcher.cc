#include "methods/dispatcher.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "access/method_rules.h"
#include "methods/catch_up.h"
#include "methods/table.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "verbatim/v1/document_service.pb.h"

namespace verbatim::methods {
namespace {

using sync::Executor;

// Heavy calls are bound by the processors. If more heavy calls ran than there are processors, each call would
// only be slower. At least one worker is left to other calls.
int HeavyThreads(int threads) {
  const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return std::clamp(processors, 1, std::max(1, threads - 1));
}

// Memory of a call besides its messages.
constexpr size_t kCallBytes = 4 << 10;
// Memory of a stream besides its messages: buffers of the session and of the transport.
constexpr size_t kStreamBytes = 32 << 10;

// The largest call has a request message as received, decompressed, and parsed.
constexpr size_t kCopiesOfLargest = 3;
// Another bound of a connection's share of the memory.
constexpr size_t kConnectionShare = 4;

// An expectation follows larger responses at once, and smaller ones by this part of the difference.
constexpr size_t kExpectationDecay = 8;

Executor::OnStart OnTaskStart(metrics::Histogram& wait_seconds) {
  return [&wait_seconds](Executor::Weight, std::chrono::nanoseconds waited) { wait_seconds.Observe(waited); };
}

std::vector<std::string> NamesOf(const std::vector<Method>& methods) {
  std::vector<std::string> names;
  for (const Method& method : methods) names.push_back(method.descriptor->full_name());
  return names;
}

size_t ConnectionBytes(size_t memory_bytes, size_t largest_request) {
  return std::max(memory_bytes / kConnectionShare, kCopiesOfLargest * largest_request);
}

// Checks that a call fits into the quota of its caller.
absl::Status AdmitByQuota(const Method& method, const Call& call, size_t bytes) {
  using Kind = access::Quotas::Kind;
  if (call.meter == nullptr) return absl::OkStatus();
  return call.meter->AdmitCall(method.writes ? Kind::kWrite : Kind::kRead, bytes);
}

absl::Status AdmitStream(const Method& method, const Call& call) {
  ABSL_RETURN_IF_ERROR(access::Authorize(call.caller, *method.rule));
  return call.meter == nullptr ? absl::OkStatus() : call.meter->AdmitStream();
}

Executor::Weight WeightOf(Cost cost, size_t request_bytes) {
  const bool heavy = cost == Cost::kHeavy || (cost == Cost::kBySize && request_bytes > kHeavyRequestBytes);
  return heavy ? Executor::Weight::kHeavy : Executor::Weight::kNormal;
}

// Ends a call that is not admitted.
class RefusedStream final : public Stream {
 public:
  explicit RefusedStream(absl::Status status) : status_(std::move(status)) {}
  void Begin(StreamTransport& transport) override { transport.Finish(status_); }
  void OnRead(std::optional<Incoming>) override {}
  void OnWritten(bool) override {}
  void OnCancel() override {}

 private:
  const absl::Status status_;
};

// What goes along with a stream.
struct StreamGuards {
  std::shared_ptr<StreamRight> right;
  std::shared_ptr<QuotaMeter> meter;       // null if the caller has no quota
  std::unique_ptr<CallRecorder> recorder;  // null if calls are not recorded
  sync::MemoryBudget::ConnectionName connection;
  Reservation own;
};

// Bounds the messages of a stream, their memory and what its caller may use, and records the stream when it ends. Sits
// between the stream and its transport. A stream for whose next message there is no memory or no quota ends with
// RESOURCE_EXHAUSTED.
class GuardedStream final : public Stream, public StreamTransport {
 public:
  GuardedStream(std::shared_ptr<Stream> stream, const RequestBounds& bounds, sync::MemoryBudget& memory,
                StreamChecks& checks, StreamGuards guards)
      : stream_(std::move(stream)),
        bounds_(bounds),
        memory_(memory),
        checks_(checks),
        guards_(std::move(guards)),
        written_(memory, guards_.connection) {}

  void Begin(StreamTransport& transport) override {
    transport_ = &transport;
    checks_.Add(guards_.right);
    stream_->Begin(*this);
  }
  void OnRead(std::optional<Incoming> message) override {
    if (message) {
      if (guards_.recorder) guards_.recorder->Received(message->bytes);
      message->arrival = std::chrono::steady_clock::now();
      message->bounds = &bounds_;
      message->held = std::make_shared<Reservation>(memory_, guards_.connection);
      absl::Status admitted = AddBytes(message->bytes);
      if (admitted.ok() && !message->held->TryResize(message->bytes)) admitted = OutOfMemory();
      if (!admitted.ok()) {
        guards_.right->End(std::move(admitted));
        message.reset();
      }
    }
    stream_->OnRead(std::move(message));
  }
  void OnWritten(bool ok) override {
    written_.Resize(0);
    stream_->OnWritten(ok);
  }
  void OnAlarm() override { stream_->OnAlarm(); }
  void OnCancel() override { stream_->OnCancel(); }
  void OnDone() override {
    guards_.right->Close();
    checks_.Remove(guards_.right);
    stream_->OnDone();
  }

  void StartRead() override { transport_->StartRead(); }
  void StartWrite(Response message, bool more_follows) override {
    absl::Status admitted = AddBytes(message.bytes());
    if (admitted.ok() && !written_.TryResize(message.bytes())) admitted = OutOfMemory();
    if (!admitted.ok()) {
      guards_.right->End(std::move(admitted));
      return stream_->OnWritten(false);
    }
    if (guards_.recorder) guards_.recorder->Sent(message.bytes());
    transport_->StartWrite(std::move(message), more_follows);
  }
  void StartAlarm(std::chrono::milliseconds delay) override { transport_->StartAlarm(delay); }
  void SendHeaders() override { transport_->SendHeaders(); }
  void Finish(const absl::Status& status) override {
    const absl::Status failure = guards_.right->failure();
    const absl::Status& outcome = failure.ok() ? status : failure;
    if (guards_.recorder) guards_.recorder->End(outcome);
    transport_->Finish(outcome);
  }
  void Abort() override { transport_->Abort(); }

 private:
  absl::Status AddBytes(size_t bytes) {
    return guards_.meter == nullptr ? absl::OkStatus() : guards_.meter->AddBytes(bytes);
  }

  const std::shared_ptr<Stream> stream_;
  const RequestBounds& bounds_;
  sync::MemoryBudget& memory_;
  StreamChecks& checks_;
  const StreamGuards guards_;
  Reservation written_;  // of the message that the transport writes
  StreamTransport* transport_ = nullptr;
};

}  // namespace

Dispatcher::Dispatcher(const DispatcherOptions& options, registry::Registry& registry,
                       match::Matcher& matcher, const std::optional<Standby>& standby)
    : options_(options),
      registry_(registry),
      memory_(options.memory_bytes,
              ConnectionBytes(options.memory_bytes,
                              BoundsOf(*v1::CreateDocumentRequest::descriptor(), registry.limits()).bytes)),
      executor_(options.threads, HeavyThreads(options.threads), options.queued_calls,
                options.counts_calls ? OnTaskStart(wait_seconds_) : nullptr),
      watches_(registry, executor_, options.watch),
      methods_(MakeMethods(registry, matcher, watches_, executor_)),
      expected_bytes_(methods_.size()),
      stream_checks_(options.check_interval) {
  if (standby) standby_reads_.emplace(*standby, matcher, watches_, executor_);
  for (const Method& method : methods_)
    max_request_bytes_ = std::max(max_request_bytes_, method.bounds.bytes);
  if (options.counts_calls) call_metrics_ = std::make_unique<metrics::CallMetrics>(NamesOf(methods_));
}

// Does not identify the caller, because the transport has identified the caller and passes the result in
// `call`.
void Dispatcher::StartUnary(const Method& method, Call call, Incoming request, UnaryDone done) {
  auto held = std::make_shared<Reservation>(memory_, call.connection);
  std::unique_ptr<CallRecorder> recorder = RecorderOf(method, call);
  if (recorder) {
    recorder->Received(request.bytes);
    call.span = recorder->span();
  }
  call.meter = QuotaMeter::Of(call.caller, quotas_);
  done = [this, &method, held, recorder = std::move(recorder), meter = call.meter,
          done = std::move(done)](absl::StatusOr<Response> response) mutable {
    response = Complete(method, std::move(held), std::move(response));
    // The response is there already, so it is sent even if the bytes of the day are used up.
    if (meter != nullptr && response.ok()) (void)meter->AddBytes(response->bytes());
    if (recorder) {
      if (response.ok()) recorder->Sent(response->bytes());
      recorder->End(response.status());
    }
    std::move(done)(std::move(response));
  };
  if (absl::Status allowed = access::Authorize(call.caller, *method.rule); !allowed.ok())
    return std::move(done)(std::move(allowed));
  if (absl::Status admitted = AdmitByQuota(method, call, request.bytes); !admitted.ok())
    return refusals_.Refuse(std::move(done), std::move(admitted));
  if (request.bytes > method.bounds.bytes) return std::move(done)(TooManyBytes("", method.bounds.bytes));
  // Long responses are refused before work, by the last responses of the method. Responses of other methods are only
  // counted once they are there: large ones must not keep others from small ones. One call alone always fits.
  const size_t expected =
      std::min(expected_bytes_[IndexOf(method)].load(std::memory_order_relaxed), max_request_bytes_);
  if (!held->TryResize(kCallBytes + request.bytes + expected)) return std::move(done)(OutOfMemory());
  request.bounds = &method.bounds;
  request.held = std::move(held);

  const bool waits = call.min_log_size.empty() && registry_.CatchUpMayWait();
  if (method.cost == Cost::kInline && options_.inline_reads && !waits && slow_reads_.IsQuick()) {
    sync::SlowReadDetector::ScopedTimer timer(slow_reads_);
    return Handle(method, std::move(call), request, std::move(done), Caches::kToCatchUp);
  }
  auto task = std::make_shared<Task>(Task{std::move(call), std::move(request), std::move(done)});
  waits ? SubmitWhenCurrent(method, std::move(task)) : Submit(method, task, Caches::kToCatchUp);
}

Dispatcher::~Dispatcher() {
  constexpr std::chrono::milliseconds kPause{1};
  while (catching_up_.load() > 0) std::this_thread::sleep_for(kPause);
}

void Dispatcher::SubmitWhenCurrent(const Method& method, std::shared_ptr<Task> task) {
  if (catching_up_.fetch_add(1) >= options_.queued_calls) {
    --catching_up_;
    return std::move(task->done)(Overloaded("too many calls are waiting"));
  }
  registry_.CatchUpLater([this, &method, task = std::move(task)](const absl::Status& current) mutable {
    // The task must end before the destructor goes on, and this function may outlive its call.
    std::shared_ptr<Task> own = std::move(task);
    if (current.ok()) {
      Submit(method, own, Caches::kCurrent);
    } else {
      std::move(own->done)(current);
    }
    own.reset();
    --catching_up_;
  });
}

void Dispatcher::Submit(const Method& method, const std::shared_ptr<Task>& task, Caches caches) {
  // The executor drops a task that it does not take, so `done` stays here until the executor takes the task.
  const Executor::Weight weight = WeightOf(method.cost, task->request.bytes);
  if (task->call.span) task->queued = tracing::Clock::now();
  const bool submitted = executor_.TrySubmit(
      [this, &method, task, caches] {
        if (const tracing::SpanParent& span = task->call.span; span) {
          span.Record("worker.wait", tracing::SpanKind::kInternal, task->queued, tracing::Clock::now(),
                      /*failed=*/false, {});
        }
        Handle(method, std::move(task->call), task->request, std::move(task->done), caches);
      },
      weight);
  if (!submitted) std::move(task->done)(Overloaded("too many calls are waiting"));
}

void Dispatcher::Handle(const Method& method, Call call, const Incoming& incoming, UnaryDone done,
                        Caches caches) {
  const tracing::ParentScope scope(call.span);
  if (absl::Status wanted = call.context.Check(); !wanted.ok()) return std::move(done)(wanted);
  if (standby_reads_ && caches == Caches::kToCatchUp) {
    if (auto answer = standby_reads_->Answer(IndexOf(method), call, incoming))
      return std::move(done)(*std::move(answer));
  }
  if (caches == Caches::kToCatchUp) {
    if (absl::Status current = CatchUp(registry_, call.min_log_size); !current.ok())
      return std::move(done)(current);
  }
  std::unique_ptr<google::protobuf::Message> request(method.request_prototype->New());
  if (absl::Status parsed = incoming.Parse(*request); !parsed.ok()) return std::move(done)(parsed);
  if (method.unary) return std::move(done)(method.unary(call, *request));

  // The call and the request must last until the method is done.
  struct Kept {
    Call call;
    std::unique_ptr<google::protobuf::Message> request;
  };
  auto kept = std::make_unique<Kept>(Kept{std::move(call), std::move(request)});
  const Kept& in_use = *kept;
  method.async(in_use.call, *in_use.request,
               [kept = std::move(kept), done = std::move(done)](absl::StatusOr<Response> response) mutable {
                 std::move(done)(std::move(response));
               });
}

absl::StatusOr<Response> Dispatcher::Complete(const Method& method, std::shared_ptr<Reservation> held,
                                              absl::StatusOr<Response> response) {
  if (!response.ok()) return response;
  const size_t bytes = response->bytes();
  if (method.long_responses) {
    ExpectedBytes& expectation = expected_bytes_[IndexOf(method)];
    const size_t expected = expectation.load(std::memory_order_relaxed);
    expectation.store(bytes > expected ? bytes : expected - (expected - bytes) / kExpectationDecay,
                      std::memory_order_relaxed);
  }
  if (!held->TryResize(kCallBytes + bytes)) {
    // The response of a write tells what is recorded already, so it is not refused.
    if (!method.writes) return OutOfMemory();
    held->Resize(kCallBytes + bytes);
  }
  response->Hold(std::move(held));
  return response;
}

std::unique_ptr<Stream> Dispatcher::StartStream(const Method& method, Call call) {
  call.meter = QuotaMeter::Of(call.caller, quotas_);
  StreamGuards guards{.right = nullptr,
                      .meter = call.meter,
                      .recorder = RecorderOf(method, call),
                      .connection = call.connection,
                      .own = Reservation(memory_, call.connection)};
  absl::Status admitted = AdmitStream(method, call);
  if (admitted.ok() && !guards.own.TryResize(kStreamBytes)) admitted = OutOfMemory();
  access::Caller caller = call.caller;
  std::function<access::Caller()> identify_again = std::move(call.identify_again);
  std::shared_ptr<Stream> stream =
      admitted.ok() ? method.stream(std::move(call)) : std::make_unique<RefusedStream>(std::move(admitted));
  guards.right =
      std::make_shared<StreamRight>(stream, std::move(caller), *method.rule, std::move(identify_again));
  return std::make_unique<GuardedStream>(std::move(stream), method.bounds, memory_, stream_checks_,
                                         std::move(guards));
}

std::unique_ptr<CallRecorder> Dispatcher::RecorderOf(const Method& method, const Call& call) const {
  if (!uses_tags() && call_metrics_ == nullptr) return nullptr;
  CallMeter meter;
  if (call_metrics_ != nullptr) meter = {call_metrics_.get(), &call_metrics_->of(IndexOf(method))};
  return std::make_unique<CallRecorder>(*method.descriptor, call.caller, call.tags, options_.on_call_done,
                                        meter, options_.tracer);
}

void Dispatcher::CollectMetrics(int64_t log_size, metrics::Families& families) {
  if (options_.tracer != nullptr) options_.tracer->Collect(families);
  if (call_metrics_ != nullptr) call_metrics_->Collect(families);
  const Executor::Load load = executor_.load();
  constexpr std::string_view kWaiting = "verbatim_waiting_calls";
  constexpr std::string_view kWaitingHelp = "Calls and turns of streams that wait for a worker.";
  families.AddGauge(kWaiting, kWaitingHelp, {{"weight", "normal"}}, static_cast<double>(load.waiting_normal));
  families.AddGauge(kWaiting, kWaitingHelp, {{"weight", "heavy"}}, static_cast<double>(load.waiting_heavy));
  families.AddGauge("verbatim_waiting_calls_limit", "Calls of each weight that may wait (--queued_calls).",
                    {}, static_cast<double>(options_.queued_calls));
  families.AddHistogram("verbatim_worker_wait_seconds",
                        "Time that calls and turns of streams waited for a worker.", {}, wait_seconds_,
                        metrics::kSecondsPerNanosecond);
  families.AddGauge("verbatim_workers_busy", "Workers that run a call or a turn of a stream.", {},
                    load.running);
  families.AddGauge("verbatim_workers", "Workers (--threads).", {}, options_.threads);
  const Watches::Followers followers = watches_.followers();
  families.AddGauge("verbatim_watchers", "Open watch streams.", {}, static_cast<double>(followers.count));
  families.AddGauge("verbatim_watchers_limit", "Watch streams that may be open (--max_watchers).", {},
                    static_cast<double>(options_.watch.max_watchers));
  // 0 without watchers. An entry that was committed since the log's size was read does not count.
  const int64_t lag = followers.count == 0 ? 0 : std::max<int64_t>(0, log_size - followers.slowest_next);
  families.AddGauge("verbatim_watcher_lag_entries", "Log entries that the slowest watcher has not been sent.",
                    {}, static_cast<double>(lag));
  families.AddGauge("verbatim_call_memory_bytes", "Memory that calls hold.", {},
                    static_cast<double>(memory_.used()));
  families.AddGauge("verbatim_call_memory_limit_bytes", "Memory that calls may hold (--memory_limit).", {},
                    static_cast<double>(memory_.bytes()));
}

}  // namespace verbatim::methods
