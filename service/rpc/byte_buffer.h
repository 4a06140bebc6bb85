#pragma once

#include <grpcpp/support/byte_buffer.h>

#include "methods/message.h"

// Messages between gRPC's byte buffers and methods.
namespace verbatim::rpc {

// The message is parsed from `bytes` when it is needed (methods/request_parsing.h). Shares the buffer's slices.
methods::Incoming ToIncoming(const grpc::ByteBuffer& bytes);

// Bytes that the response owns or shares are not copied.
grpc::ByteBuffer ToByteBuffer(methods::Response response);

}  // namespace verbatim::rpc
