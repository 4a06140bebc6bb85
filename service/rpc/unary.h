#pragma once

#include <grpcpp/grpcpp.h>

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "rpc/parsing.h"
#include "rpc/rights.h"
#include "rpc/status.h"
#include "status/errors.h"
#include "sync/executor.h"
#include "sync/slow_read_detector.h"

// Unary calls: parse, hand over to the executor, answer once.
namespace verbatim::rpc {

inline access::Caller CallerOf(const grpc::ServerContextBase& context) {
  return {PrincipalOf(*context.auth_context())};
}

// A call that is to be answered. It ends by gRPC's own reactor: one of ours would be told that the call is
// over on yet another thread.
class UnaryCall final {
 public:
  // Once for each call: gRPC makes the reactor anew whenever it is asked for it.
  UnaryCall(grpc::CallbackServerContext& context, grpc::ByteBuffer& answer)
      : context_(context), answer_(answer), reactor_(*context.DefaultReactor()) {}

  // Each call ends with exactly one of these, on any thread.
  template <typename Response>
  void Answer(absl::StatusOr<Response> response) {
    if (!response.ok()) return Refuse(response.status());
    answer_ = SerializeResponse(*std::move(response));
    reactor_.Finish(grpc::Status::OK);
  }
  void Refuse(const absl::Status& status) { reactor_.Finish(ToGrpc(status)); }

  // Whether nobody waits for the answer any more: cancelled, or past its deadline.
  bool IsAbandoned() const { return context_.IsCancelled(); }
  access::Caller caller() const { return CallerOf(context_); }
  // What the method returns to gRPC.
  grpc::ServerUnaryReactor* reactor() { return &reactor_; }

 private:
  grpc::CallbackServerContext& context_;
  grpc::ByteBuffer& answer_;
  grpc::ServerUnaryReactor& reactor_;
};

// Runs `handle(caller, request, done)` on the executor. It answers through `done`, once, at once or later, on
// any thread.
template <typename Request, typename Response, typename Handle>
grpc::ServerUnaryReactor* HandleLater(sync::Executor& executor, grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* bytes, grpc::ByteBuffer* answer,
                                      Handle handle) {
  UnaryCall call(*context, *answer);
  bool submitted = executor.TrySubmit([call, bytes, handle]() mutable {
    if (call.IsAbandoned())
      return call.Refuse(absl::CancelledError("the call was given up before it was begun"));
    Request request;
    absl::Status parsed = ParseRequest(*bytes, request);
    if (!parsed.ok()) return call.Refuse(parsed);
    handle(call.caller(), std::move(request),
           registry::Done<Response>(
               [call](absl::StatusOr<Response> response) mutable { call.Answer(std::move(response)); }));
  });
  if (!submitted) call.Refuse(Overloaded("too many calls are waiting"));
  return call.reactor();
}

// The same for `handle(caller, request)`, which returns the answer.
template <typename Request, typename Response, typename Handle>
grpc::ServerUnaryReactor* HandleNow(sync::Executor& executor, grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* bytes, grpc::ByteBuffer* answer, Handle handle) {
  return HandleLater<Request, Response>(
      executor, context, bytes, answer,
      [handle](const access::Caller& caller, Request request, registry::Done<Response> done) {
        std::move(done)(handle(caller, std::move(request)));
      });
}

// The same for a small read, `handle(request)`: here and now, on gRPC's thread, while reads are quick.
template <typename Request, typename Handle>
grpc::ServerUnaryReactor* HandleSmallRead(sync::SlowReadDetector& pace, sync::Executor& executor,
                                          grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes,
                                          grpc::ByteBuffer* answer, Handle handle) {
  if (!pace.IsQuick()) {
    using Response = typename decltype(handle(Request()))::value_type;
    return HandleNow<Request, Response>(
        executor, context, bytes, answer,
        [handle](const access::Caller&, const Request& request) { return handle(request); });
  }
  UnaryCall call(*context, *answer);
  Request request;
  absl::Status parsed = ParseRequest(*bytes, request);
  if (parsed.ok()) {
    const auto read = [&] {
      sync::SlowReadDetector::ScopedTimer watch(pace);
      return handle(request);
    };
    call.Answer(read());
  } else {
    call.Refuse(parsed);
  }
  return call.reactor();
}

}  // namespace verbatim::rpc
