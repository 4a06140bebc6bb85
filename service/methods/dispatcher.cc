#include "methods/dispatcher.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "access/permissions.h"
#include "methods/table.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::methods {
namespace {

using sync::Executor;

// Heavy calls are bound by the processors. If more heavy calls ran than there are processors, each call would
// only be slower. At least one worker is left to other calls.
int HeavyThreads(int threads) {
  const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return std::clamp(processors, 1, std::max(1, threads - 1));
}

// Checks that a call may use resources.
absl::Status Admit(const Method& method, const Call& call, const Incoming& request) {
  ABSL_RETURN_IF_ERROR(access::Authorize(call.caller, *method.descriptor));
  if (request.bytes > method.bounds.bytes) return TooManyBytes("", method.bounds.bytes);
  return absl::OkStatus();
}

Executor::Weight WeightOf(Cost cost, size_t request_bytes) {
  const bool heavy = cost == Cost::kHeavy || (cost == Cost::kBySize && request_bytes > kHeavyRequestBytes);
  return heavy ? Executor::Weight::kHeavy : Executor::Weight::kNormal;
}

// Parses the request and calls the handler.
void Handle(const Method& method, Call call, const Incoming& incoming, UnaryDone done) {
  if (absl::Status wanted = call.context.Check(); !wanted.ok()) return std::move(done)(wanted);
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

// Bounds the messages of a stream, and records the stream when it ends. Sits between the stream and its transport.
class GuardedStream final : public Stream, public StreamTransport {
 public:
  // `record` may be null.
  GuardedStream(std::unique_ptr<Stream> stream, const RequestBounds& bounds,
                absl::AnyInvocable<void(const absl::Status&) &&> record)
      : stream_(std::move(stream)), bounds_(bounds), record_(std::move(record)) {}

  void Begin(StreamTransport& transport) override {
    transport_ = &transport;
    stream_->Begin(*this);
  }
  void OnRead(std::optional<Incoming> message) override {
    if (message) message->bounds = &bounds_;
    stream_->OnRead(std::move(message));
  }
  void OnWritten(bool ok) override { stream_->OnWritten(ok); }
  void OnAlarm() override { stream_->OnAlarm(); }
  void OnCancel() override { stream_->OnCancel(); }
  void OnDone() override { stream_->OnDone(); }

  void StartRead() override { transport_->StartRead(); }
  void StartWrite(Response message, bool more_follows) override {
    transport_->StartWrite(std::move(message), more_follows);
  }
  void StartAlarm(std::chrono::milliseconds delay) override { transport_->StartAlarm(delay); }
  void SendHeaders() override { transport_->SendHeaders(); }
  void Finish(const absl::Status& status) override {
    if (record_) std::move(record_)(status);
    transport_->Finish(status);
  }
  void Abort() override { transport_->Abort(); }

 private:
  const std::unique_ptr<Stream> stream_;
  const RequestBounds& bounds_;
  absl::AnyInvocable<void(const absl::Status&) &&> record_;
  StreamTransport* transport_ = nullptr;
};

}  // namespace

Dispatcher::Dispatcher(const DispatcherOptions& options, registry::Registry& registry,
                       match::Matcher& matcher)
    : options_(options),
      executor_(options.threads, HeavyThreads(options.threads), options.queued_calls),
      watches_(registry.log(), registry.feed(), executor_, options.watch),
      methods_(MakeMethods(registry, matcher, watches_, executor_)) {
  for (const Method& method : methods_)
    max_request_bytes_ = std::max(max_request_bytes_, method.bounds.bytes);
}

// Does not identify the caller, because the transport has identified the caller and passes the result in
// `call`.
void Dispatcher::StartUnary(const Method& method, Call call, Incoming request, UnaryDone done) {
  if (options_.on_call_done) {
    done = [record = RecordOf(method, call),
            done = std::move(done)](absl::StatusOr<Response> response) mutable {
      std::move(record)(response.status());
      std::move(done)(std::move(response));
    };
  }
  if (absl::Status admitted = Admit(method, call, request); !admitted.ok()) return std::move(done)(admitted);

  request.bounds = &method.bounds;

  if (method.cost == Cost::kInline && slow_reads_.IsQuick()) {
    sync::SlowReadDetector::ScopedTimer timer(slow_reads_);
    return Handle(method, std::move(call), request, std::move(done));
  }
  // The executor drops a task that it does not take, so `done` stays here until the executor takes the task.
  struct Task {
    Call call;
    Incoming request;
    UnaryDone done;
  };
  auto task = std::make_shared<Task>(Task{std::move(call), std::move(request), std::move(done)});
  const Executor::Weight weight = WeightOf(method.cost, task->request.bytes);
  const bool submitted = executor_.TrySubmit(
      [&method, task] { Handle(method, std::move(task->call), task->request, std::move(task->done)); },
      weight);
  if (!submitted) std::move(task->done)(Overloaded("too many calls are waiting"));
}

std::unique_ptr<Stream> Dispatcher::StartStream(const Method& method, Call call) {
  absl::Status admitted = access::Authorize(call.caller, *method.descriptor);
  auto record = options_.on_call_done ? RecordOf(method, call) : nullptr;
  std::unique_ptr<Stream> stream =
      admitted.ok() ? method.stream(std::move(call)) : std::make_unique<RefusedStream>(std::move(admitted));
  return std::make_unique<GuardedStream>(std::move(stream), method.bounds, std::move(record));
}

absl::AnyInvocable<void(const absl::Status&) &&> Dispatcher::RecordOf(const Method& method,
                                                                      const Call& call) const {
  return [this, &method, caller = call.caller,
          start = std::chrono::steady_clock::now()](const absl::Status& status) {
    const auto duration = std::chrono::steady_clock::now() - start;
    options_.on_call_done({*method.descriptor, caller, status,
                           std::chrono::duration_cast<std::chrono::microseconds>(duration)});
  };
}

}  // namespace verbatim::methods
