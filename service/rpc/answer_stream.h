#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "sync/executor.h"

namespace verbatim::rpc {

// Makes the answers of a server stream one after the other. One thread at a time.
class AnswerSession {
 public:
  virtual ~AnswerSession() = default;

  // The next answer; nothing after the last. An error ends the stream with it. It should take no longer than
  // others may wait: a thread of the executor is held, and a caller who has gone is noticed between answers.
  virtual absl::StatusOr<std::optional<grpc::ByteBuffer>> Next() = 0;
};

// The reactor of such a stream. Each answer is made on `executor`, once the one before was taken.
grpc::ServerWriteReactor<grpc::ByteBuffer>* StartAnswerStream(std::unique_ptr<AnswerSession> session,
                                                              sync::Executor& executor);

}  // namespace verbatim::rpc
