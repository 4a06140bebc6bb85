#pragma once

#include <grpcpp/support/byte_buffer.h>

#include "methods/message.h"

// Converts messages between gRPC's byte buffers and methods.
namespace verbatim::rpc {

// The message is parsed from the buffer, which may be compressed with gzip, when a method needs it
// (methods/request_parsing.h). Shares the buffer's slices.
methods::Incoming ToIncoming(const grpc::ByteBuffer& buffer);

// Does not copy bytes that the response owns or shares.
grpc::ByteBuffer ToByteBuffer(methods::Response response);

}  // namespace verbatim::rpc
