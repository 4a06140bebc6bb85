#include "rpc/unary_call.h"

#include <memory>
#include <utility>

#include "rpc/byte_buffer.h"
#include "rpc/caller.h"
#include "rpc/status.h"

namespace verbatim::rpc {
namespace {

class UnaryCall final : public grpc::ServerReadReactor<grpc::ByteBuffer>, public CallWatch::Watched {
 public:
  UnaryCall(methods::Dispatcher& dispatcher, const access::Authenticator& authenticator, CallWatch& watch,
            const methods::Method& method, grpc::CallbackServerContext& context, grpc::ByteBuffer& response)
      : Watched(context),
        dispatcher_(dispatcher),
        authenticator_(authenticator),
        watch_(watch),
        method_(method),
        context_(context),
        response_(response) {}

  void Begin() {
    BeginWait();
    watch_.Add(*this);
    StartRead(&request_);
  }

 private:
  void OnReadDone(bool ok) override {
    EndWait();
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "the request has no message"));
    methods::Incoming request = ToIncoming(request_);
    request_.Clear();  // so that the request is freed once it is parsed
    dispatcher_.StartUnary(method_, CallOf(context_, authenticator_, dispatcher_), std::move(request),
                           [this](absl::StatusOr<methods::Response> answer) {
                             BeginWait();
                             AddLogSize(context_, dispatcher_);
                             if (!answer.ok()) return Finish(ToGrpc(answer.status()));
                             held_ = answer->held();
                             response_ = ToByteBuffer(*std::move(answer));
                             Finish(grpc::Status::OK);
                           });
  }
  void OnDone() override {
    watch_.Remove(*this);
    delete this;
  }
  // Lets gRPC report the end of the call on the thread that finds it, as it does for its own reactors. Handing it over
  // to another thread would take longer than a short call. CallWatch must not find the end inside itself.
  bool InternalInlineable() override { return !is_late(); }

  methods::Dispatcher& dispatcher_;
  const access::Authenticator& authenticator_;
  CallWatch& watch_;
  const methods::Method& method_;
  grpc::CallbackServerContext& context_;
  grpc::ByteBuffer request_;  // belongs to gRPC during the read
  grpc::ByteBuffer& response_;
  std::shared_ptr<methods::Reservation> held_;  // the memory of the response
};

}  // namespace

grpc::ServerReadReactor<grpc::ByteBuffer>* StartUnary(methods::Dispatcher& dispatcher,
                                                      const access::Authenticator& authenticator,
                                                      CallWatch& watch, const methods::Method& method,
                                                      grpc::CallbackServerContext& context,
                                                      grpc::ByteBuffer& response) {
  auto* call = new UnaryCall(dispatcher, authenticator, watch, method, context, response);
  call->Begin();
  return call;
}

}  // namespace verbatim::rpc
