#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>

#include "methods/stream.h"

namespace verbatim::rpc {

// Starts `stream` on the gRPC call of `context`, and returns the reactor of the call. The reactor owns
// `stream`, and deletes itself when the call has ended.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartStream(
    std::unique_ptr<methods::Stream> stream, grpc::CallbackServerContext& context);

}  // namespace verbatim::rpc
