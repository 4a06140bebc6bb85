#pragma once

#include <grpcpp/grpcpp.h>

#include "access/authenticator.h"
#include "methods/dispatcher.h"
#include "rpc/call_watch.h"

namespace verbatim::rpc {

// Starts a unary call, and returns its reactor, which deletes itself when the call has ended. Reads the request itself:
// gRPC's reactor for unary calls begins only once the request is there, and would let a client keep half a request in
// the server. `response` belongs to gRPC. Arguments must outlive the call.
grpc::ServerReadReactor<grpc::ByteBuffer>* StartUnary(methods::Dispatcher& dispatcher,
                                                      const access::Authenticator& authenticator,
                                                      CallWatch& watch, const methods::Method& method,
                                                      grpc::CallbackServerContext& context,
                                                      grpc::ByteBuffer& response);

}  // namespace verbatim::rpc
