#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "sync/executor.h"

namespace verbatim::rpc {

// What came of working for a while on what a stream has sent.
struct PartProgress {
  std::optional<grpc::ByteBuffer> answer;
  bool more = false;  // there may be more to do before the next part is needed
};

// What is done with a stream that comes in parts and is answered while it comes. One thread at a time.
class PartSession {
 public:
  virtual ~PartSession() = default;

  // The next part as it came, and that there is no other. Called when Next has no more to do. An error ends
  // the stream with it.
  virtual absl::Status Take(const grpc::ByteBuffer& part) = 0;
  virtual absl::Status End() = 0;

  // Works on what has come up to the next answer, or for a while. An error ends the stream with it. It should
  // take no longer than others may wait: a thread of the executor is held, and a caller who has gone is
  // noticed between calls.
  virtual absl::StatusOr<PartProgress> Next() = 0;
};

// The reactor of such a stream, which works on `executor`. It stops reading while answers are not taken.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartPartStream(
    std::unique_ptr<PartSession> session, sync::Executor& executor);

}  // namespace verbatim::rpc
