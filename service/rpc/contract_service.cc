#include "rpc/contract_service.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include <string>
#include <utility>

#include "rpc/caller.h"
#include "rpc/stream_reactor.h"
#include "rpc/unary_call.h"

namespace verbatim::rpc {
namespace {

using grpc::internal::RpcMethod;

}  // namespace

ContractService::ContractService(const google::protobuf::ServiceDescriptor& service,
                                 methods::Dispatcher& dispatcher, const access::Authenticator& authenticator,
                                 CallWatch& watch)
    : dispatcher_(dispatcher), authenticator_(authenticator), watch_(watch) {
  for (const methods::Method& method : dispatcher.methods()) {
    if (method.descriptor->service() != &service) continue;
    method.stream ? AddStream(method) : AddUnary(method);
  }
}

void ContractService::AddUnary(const methods::Method& method) {
  MarkMethodRawCallback(
      Add(method, RpcMethod::CLIENT_STREAMING),
      new grpc::internal::CallbackClientStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
          [this, &method](grpc::CallbackServerContext* context, grpc::ByteBuffer* response) {
            return StartUnary(dispatcher_, authenticator_, watch_, method, *context, *response);
          }));
}

void ContractService::AddStream(const methods::Method& method) {
  MarkMethodRawCallback(Add(method, RpcMethod::BIDI_STREAMING),
                        new grpc::internal::CallbackBidiHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                            [this, &method](grpc::CallbackServerContext* context) {
                              methods::Call call = CallOf(*context, authenticator_, dispatcher_);
                              if (!authenticator_.is_open())
                                call.identify_again = [this, context] {
                                  return CallerOf(*context, authenticator_);
                                };
                              return StartStream(dispatcher_.StartStream(method, std::move(call)),
                                                 dispatcher_, watch_, *context);
                            }));
}

int ContractService::Add(const methods::Method& method, RpcMethod::RpcType type) {
  paths_.push_back("/" + method.descriptor->service()->full_name() + "/" + method.descriptor->name());
  AddMethod(new grpc::internal::RpcServiceMethod(paths_.back().c_str(), type, nullptr));
  return static_cast<int>(paths_.size()) - 1;
}

}  // namespace verbatim::rpc
