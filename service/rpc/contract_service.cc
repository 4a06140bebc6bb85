#include "rpc/contract_service.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include <string>
#include <utility>

#include "rpc/byte_buffer.h"
#include "rpc/caller.h"
#include "rpc/status.h"
#include "rpc/stream_reactor.h"

namespace verbatim::rpc {
namespace {

using grpc::internal::RpcMethod;

grpc::ServerUnaryReactor* StartUnary(methods::Dispatcher& dispatcher, const access::Policy& policy,
                                     const methods::Method& method, grpc::CallbackServerContext& context,
                                     const grpc::ByteBuffer& request, grpc::ByteBuffer& response) {
  // Uses gRPC's own reactor, because gRPC would report the end of the call to a reactor of ours on yet
  // another thread. Call DefaultReactor only once, because each call makes a new reactor.
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  dispatcher.StartUnary(method, {CallerOf(context, policy), ContextOf(context)}, ToIncoming(request),
                        [reactor, &response](absl::StatusOr<methods::Response> answer) {
                          if (!answer.ok()) return reactor->Finish(ToGrpc(answer.status()));
                          response = ToByteBuffer(*std::move(answer));
                          reactor->Finish(grpc::Status::OK);
                        });
  return reactor;
}

}  // namespace

ContractService::ContractService(const google::protobuf::ServiceDescriptor& service,
                                 methods::Dispatcher& dispatcher, const access::Policy& policy)
    : dispatcher_(dispatcher), policy_(policy) {
  for (const methods::Method& method : dispatcher.methods()) {
    if (method.descriptor->service() != &service) continue;
    method.stream ? AddStream(method) : AddUnary(method);
  }
}

void ContractService::AddUnary(const methods::Method& method) {
  MarkMethodRawCallback(Add(method, RpcMethod::NORMAL_RPC),
                        new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                            [this, &method](grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
                              return StartUnary(dispatcher_, policy_, method, *context, *request, *response);
                            }));
}

void ContractService::AddStream(const methods::Method& method) {
  MarkMethodRawCallback(Add(method, RpcMethod::BIDI_STREAMING),
                        new grpc::internal::CallbackBidiHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                            [this, &method](grpc::CallbackServerContext* context) {
                              return StartStream(dispatcher_.StartStream(method, {CallerOf(*context, policy_),
                                                                                  ContextOf(*context)}),
                                                 *context);
                            }));
}

int ContractService::Add(const methods::Method& method, RpcMethod::RpcType type) {
  paths_.push_back("/" + method.descriptor->service()->full_name() + "/" + method.descriptor->name());
  AddMethod(new grpc::internal::RpcServiceMethod(paths_.back().c_str(), type, nullptr));
  return static_cast<int>(paths_.size()) - 1;
}

}  // namespace verbatim::rpc
