#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "access/quotas.h"
#include "google/protobuf/descriptor.h"
#include "match/matcher.h"
#include "methods/call_record.h"
#include "methods/delayed_refusals.h"
#include "methods/method.h"
#include "methods/standby_reads.h"
#include "methods/stream_checks.h"
#include "methods/watches.h"
#include "metrics/call_metrics.h"
#include "metrics/exposition.h"
#include "metrics/instruments.h"
#include "registry/registry.h"
#include "sync/executor.h"
#include "sync/memory_budget.h"
#include "sync/slow_read_detector.h"
#include "tracing/tracer.h"

namespace verbatim::methods {

struct DispatcherOptions {
  // Number of workers.
  int threads = 8;
  // Maximum number of calls that wait for a worker. Normal and heavy calls are counted separately.
  size_t queued_calls = 4096;
  WatchOptions watch = {};
  // Memory that calls may hold: requests, and answers that clients have not taken.
  size_t memory_bytes = size_t{1} << 30;
  // How often the callers of open streams are identified again.
  std::chrono::milliseconds check_interval{1000};
  // Whether calls of Cost::kInline may run on the transport's thread. Not if reads wait for another machine: if
  // that one hangs, nobody would be left to answer.
  bool inline_reads = true;
  // Called at the end of each call, on any thread; must not block. If empty, calls are not recorded.
  std::function<void(const CallRecord&)> on_call_done = nullptr;
  // Whether calls are counted (Dispatcher::CollectMetrics).
  bool counts_calls = false;
  // Traces calls; must outlive the dispatcher. Null: calls are not traced.
  tracing::Tracer* tracer = nullptr;
};

// A call of Cost::kBySize is heavy if its request is longer than this. A text of this size takes about 10 ms.
inline constexpr size_t kHeavyRequestBytes = 256 << 10;

// Runs every method of the contract, with the same steps in the same order for every transport
// (dispatcher.cc): identity, permission, size, concurrency class, deadline and cancellation, parsing,
// handler, record of the call. Any thread.
class Dispatcher {
 public:
  // `registry` and `matcher` must outlive the dispatcher. All calls must have ended when the dispatcher is
  // destroyed. With a standby, it answers the reads that ask for no more than it has (standby_reads.h).
  Dispatcher(const DispatcherOptions& options, registry::Registry& registry, match::Matcher& matcher,
             const std::optional<Standby>& standby = std::nullopt);
  // Waits until the store lets go of the calls that it passed on.
  ~Dispatcher();

  // All methods, in the contract's order.
  const std::vector<Method>& methods() const { return methods_; }
  // The largest of the methods' bounds on the bytes of a message.
  size_t max_request_bytes() const { return max_request_bytes_; }

  // Starts a unary call. Parses the request at most once, before this returns or later on a worker. Calls
  // `done` once, on any thread.
  void StartUnary(const Method& method, Call call, Incoming request, UnaryDone done);

  // Makes the server's side of a streaming call. The transport must call Begin next.
  std::unique_ptr<Stream> StartStream(const Method& method, Call call);

  // The value of the metadata `verbatim-log-size` for an answer that is sent now (proto/README.md).
  int64_t log_size() const { return registry_.KnownLogSize(); }

  // Whether a transport should set the tags of calls.
  bool uses_tags() const { return options_.on_call_done != nullptr || options_.tracer != nullptr; }

  // Adds the metrics of calls, of what waits for workers, of watchers and of memory. `log_size` is the size
  // of the log.
  void CollectMetrics(int64_t log_size, metrics::Families& families);

  // The memory that calls hold. A transport counts here what it holds for calls that have not begun.
  sync::MemoryBudget& memory() { return memory_; }

  // Ends all streams that do not end by themselves, and all later ones. Each gets the index at which to
  // resume.
  void CloseWatches() { watches_.Close(); }

 private:
  // What the long responses of a method take, by its last calls; 0 for other methods.
  using ExpectedBytes = std::atomic<size_t>;

  size_t IndexOf(const Method& method) const { return static_cast<size_t>(&method - methods_.data()); }
  // Completes a call: holds the memory of the response, or refuses it.
  absl::StatusOr<Response> Complete(const Method& method, std::shared_ptr<Reservation> held,
                                    absl::StatusOr<Response> response);
  // Starts the record of a call, which begins now. Null if calls are neither recorded, nor counted, nor
  // traced.
  std::unique_ptr<CallRecorder> RecorderOf(const Method& method, const Call& call) const;

  // A unary call that waits for its turn.
  struct Task {
    Call call;
    Incoming request;
    UnaryDone done;
    tracing::Clock::time_point queued{};  // set if the call is sampled
  };
  // What makes the caches current for a call.
  enum class Caches : uint8_t { kCurrent, kToCatchUp };

  // Passes a call to a worker.
  void Submit(const Method& method, const std::shared_ptr<Task>& task, Caches caches);
  // Passes a call to a worker once the caches are current. Blocks no thread meanwhile.
  void SubmitWhenCurrent(const Method& method, std::shared_ptr<Task> task);

  // Parses the request and calls the handler, once the caches are current.
  void Handle(const Method& method, Call call, const Incoming& incoming, UnaryDone done, Caches caches);

  const DispatcherOptions options_;
  registry::Registry& registry_;
  sync::MemoryBudget memory_;
  sync::SlowReadDetector slow_reads_;
  metrics::Histogram wait_seconds_{metrics::DurationBounds()};  // of tasks, before they start
  // Destroyed after the state of the streams: by then, no task uses that state.
  sync::Executor executor_;
  Watches watches_;
  const std::vector<Method> methods_;
  std::optional<StandbyReads> standby_reads_;
  size_t max_request_bytes_ = 0;
  std::vector<ExpectedBytes> expected_bytes_;  // by the position in methods_
  access::Quotas quotas_;
  DelayedRefusals refusals_;
  StreamChecks stream_checks_;
  std::unique_ptr<metrics::CallMetrics> call_metrics_;  // null if calls are not counted
  std::atomic<size_t> catching_up_ = 0;                 // calls of SubmitWhenCurrent that the store holds
};

}  // namespace verbatim::methods
