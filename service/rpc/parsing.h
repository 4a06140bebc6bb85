#pragma once

#include <grpcpp/support/byte_buffer.h>

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "registry/registry.h"

namespace verbatim::rpc {

// Parses a request. Protobuf refuses a string that is not UTF-8 without a word on where it is, and gRPC's own
// parsing turns that into UNIMPLEMENTED; so services take their requests as bytes and parse them here. Fields
// that this version of the contract does not know are ignored, as ever, and not kept either, for they would
// be stored without a limit and outlast an erasure. Those of claims that are created are kept: they count
// against the limit of a claim's size, and its redaction takes them out.
// INVALID_ARGUMENT names the field of the first bad string, and the offset of its first bad byte.
absl::Status ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message& request);

// The bytes of an answer.
grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& response);
grpc::ByteBuffer TakeBytes(std::string bytes);
template <typename Message>
grpc::ByteBuffer SerializeResponse(registry::SerializedMessage<Message> response) {
  return TakeBytes(std::move(response.bytes));
}

}  // namespace verbatim::rpc
