#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rpc/executor.h"

namespace verbatim::rpc {

// What is done with a stream that comes in parts and is answered while it comes. One thread at a time.
class PartSession {
 public:
  virtual ~PartSession() = default;

  // The next part as it came, and that there is no other. Called when Next has no more answers. An error
  // ends the stream with it.
  virtual absl::Status Take(const grpc::ByteBuffer& part) = 0;
  virtual absl::Status End() = 0;

  // The next answer to what has come; nothing if there is none. An error ends the stream with it.
  virtual absl::StatusOr<std::optional<grpc::ByteBuffer>> Next() = 0;
};

// The reactor of such a stream, which works on `executor`. It stops reading while answers are not taken.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartPartStream(
    std::unique_ptr<PartSession> session, Executor& executor);

}  // namespace verbatim::rpc
