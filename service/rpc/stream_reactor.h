#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>

#include "methods/stream.h"

namespace verbatim::rpc {

// Makes the gRPC call that runs `stream`. The reactor deletes itself and the stream when the call has ended.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartStream(
    std::unique_ptr<methods::Stream> stream, grpc::CallbackServerContext& context);

}  // namespace verbatim::rpc
