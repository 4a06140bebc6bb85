#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "match/matcher.h"
#include "methods/method.h"
#include "methods/watches.h"
#include "registry/registry.h"
#include "sync/executor.h"
#include "sync/slow_read_detector.h"

namespace verbatim::methods {

// A call that has ended.
struct CallRecord {
  const google::protobuf::MethodDescriptor& method;
  const access::Caller& caller;
  const absl::Status& status;
  std::chrono::microseconds duration;
};

struct DispatcherOptions {
  // Number of workers.
  int threads = 8;
  // Maximum number of calls that wait for a worker. Normal and heavy calls are counted separately.
  size_t queued_calls = 4096;
  WatchOptions watch = {};
  // Called at the end of each call, on any thread; must not block. If empty, calls are not recorded.
  std::function<void(const CallRecord&)> on_call_done = nullptr;
};

// A call of Cost::kBySize is heavy if its request is longer than this. A text of this size takes about 10 ms.
inline constexpr size_t kHeavyRequestBytes = 256 << 10;

// Runs every method of the contract, with the same steps in the same order for every transport
// (dispatcher.cc): identity, permission, size, concurrency class, deadline and cancellation, parsing,
// handler, record of the call. Any thread.
class Dispatcher {
 public:
  // `registry` and `matcher` must outlive the dispatcher. All calls must have ended when the dispatcher is
  // destroyed.
  Dispatcher(const DispatcherOptions& options, registry::Registry& registry, match::Matcher& matcher);

  // All methods, in the contract's order.
  const std::vector<Method>& methods() const { return methods_; }
  // The largest of the methods' bounds on the bytes of a message.
  size_t max_request_bytes() const { return max_request_bytes_; }

  // Starts a unary call. Parses the request at most once, before this returns or later on a worker. Calls
  // `done` once, on any thread.
  void StartUnary(const Method& method, Call call, Incoming request, UnaryDone done);

  // Makes the server's side of a streaming call. The transport must call Begin next.
  std::unique_ptr<Stream> StartStream(const Method& method, Call call);

  // Ends all streams that do not end by themselves, and all later ones. Each gets the index at which to
  // resume.
  void CloseWatches() { watches_.Close(); }

 private:
  // Starts the record of a call, which begins now. The result completes the record with the call's status.
  absl::AnyInvocable<void(const absl::Status&) &&> RecordOf(const Method& method, const Call& call) const;

  const DispatcherOptions options_;
  sync::SlowReadDetector slow_reads_;
  // Destroyed after the state of the streams: by then, no task uses that state.
  sync::Executor executor_;
  Watches watches_;
  const std::vector<Method> methods_;
  size_t max_request_bytes_ = 0;
};

}  // namespace verbatim::methods
