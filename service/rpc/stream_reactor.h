#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>

#include "methods/dispatcher.h"
#include "methods/stream.h"
#include "rpc/call_watch.h"

namespace verbatim::rpc {

// Starts `stream` on the gRPC call of `context`, and returns the reactor of the call. The reactor owns
// `stream`, and deletes itself when the call has ended. `watch` bounds the wait for each message of the client, and
// for the client to take each message.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartStream(
    std::unique_ptr<methods::Stream> stream, const methods::Dispatcher& dispatcher, CallWatch& watch,
    grpc::CallbackServerContext& context);

}  // namespace verbatim::rpc
