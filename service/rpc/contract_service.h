#pragma once

#include <grpcpp/impl/codegen/service_type.h>

#include <deque>
#include <string>

#include "access/authenticator.h"
#include "google/protobuf/descriptor.h"
#include "methods/dispatcher.h"
#include "rpc/call_watch.h"

namespace verbatim::rpc {

// One service of the contract over gRPC, made from the service's descriptor and the table of methods. It only
// translates. It decides nothing and names no method.
//
// Registers methods as generated service classes do, with gRPC's callback handlers on raw bytes. Unary methods are
// registered as methods with a stream of requests, so that the call begins before its request is there
// (unary_call.h), and all streaming methods as bidirectional. All kinds are the same on the wire.
class ContractService final : public grpc::Service {
 public:
  // Arguments passed by reference must outlive the service.
  ContractService(const google::protobuf::ServiceDescriptor& service, methods::Dispatcher& dispatcher,
                  const access::Authenticator& authenticator, CallWatch& watch);

 private:
  void AddUnary(const methods::Method& method);
  void AddStream(const methods::Method& method);
  int Add(const methods::Method& method, grpc::internal::RpcMethod::RpcType type);

  methods::Dispatcher& dispatcher_;
  const access::Authenticator& authenticator_;
  CallWatch& watch_;
  std::deque<std::string> paths_;  // gRPC keeps pointers to them
};

}  // namespace verbatim::rpc
