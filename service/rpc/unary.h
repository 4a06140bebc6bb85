#pragma once

#include <grpcpp/grpcpp.h>

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "registry/errors.h"
#include "registry/request.h"
#include "rpc/executor.h"
#include "rpc/parsing.h"
#include "rpc/status.h"

// Unary calls: parse, hand over to the executor, answer once.
namespace verbatim::rpc {

// Whom the transport has authenticated (the first peer identity of mutual TLS), or nobody.
inline registry::Caller CallerOf(const grpc::ServerContextBase& context) {
  auto identity = context.auth_context()->GetPeerIdentity();
  return {identity.empty() ? "" : std::string(identity.front().data(), identity.front().size())};
}

// Lives from the call's arrival until gRPC is done with it.
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  UnaryCall(grpc::CallbackServerContext& context, grpc::ByteBuffer& answer)
      : context_(context), answer_(answer) {}

  // Each call ends with exactly one of these, on any thread.
  template <typename Response>
  void Answer(const absl::StatusOr<Response>& response) {
    if (!response.ok()) return Refuse(response.status());
    answer_ = SerializeResponse(*response);
    Finish(grpc::Status::OK);
  }
  void Refuse(const absl::Status& status) { Finish(ToGrpc(status)); }

  // Whether nobody waits for the answer any more: cancelled, or past its deadline.
  bool IsAbandoned() const { return context_.IsCancelled(); }
  registry::Caller caller() const { return CallerOf(context_); }

 private:
  void OnDone() override { delete this; }

  grpc::CallbackServerContext& context_;
  grpc::ByteBuffer& answer_;
};

// Runs `handle(caller, request, done)` on the executor. It answers through `done`, once, at once or later, on
// any thread.
template <typename Request, typename Response, typename Handle>
grpc::ServerUnaryReactor* HandleLater(Executor& executor, grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* bytes, grpc::ByteBuffer* answer,
                                      Handle handle) {
  auto* call = new UnaryCall(*context, *answer);
  bool submitted = executor.TrySubmit([call, bytes, handle]() mutable {
    if (call->IsAbandoned())
      return call->Refuse(absl::CancelledError("the call was given up before it was begun"));
    Request request;
    absl::Status parsed = ParseRequest(*bytes, request);
    if (!parsed.ok()) return call->Refuse(parsed);
    handle(call->caller(), std::move(request),
           registry::Done<Response>([call](absl::StatusOr<Response> response) { call->Answer(response); }));
  });
  if (!submitted) call->Refuse(registry::Overloaded("too many calls are waiting"));
  return call;
}

// The same for `handle(caller, request)`, which returns the answer.
template <typename Request, typename Response, typename Handle>
grpc::ServerUnaryReactor* HandleNow(Executor& executor, grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* bytes, grpc::ByteBuffer* answer, Handle handle) {
  return HandleLater<Request, Response>(
      executor, context, bytes, answer,
      [handle](const registry::Caller& caller, Request request, registry::Done<Response> done) {
        std::move(done)(handle(caller, std::move(request)));
      });
}

}  // namespace verbatim::rpc
