#pragma once

#include <grpcpp/grpcpp.h>

#include "match/matcher.h"
#include "sync/executor.h"
#include "verbatim/v1/match_service.grpc.pb.h"

namespace verbatim::rpc {

// Every method takes bytes (parsing.h).
using RawMatchService = v1::MatchService::WithRawCallbackMethod_MatchClaims<
    v1::MatchService::WithRawCallbackMethod_CheckText<v1::MatchService::Service>>;

// MatchService over gRPC: translates, and decides nothing. `matcher` and `executor` must outlive it.
class MatchService final : public RawMatchService {
 public:
  MatchService(match::Matcher& matcher, sync::Executor& executor) : matcher_(matcher), executor_(executor) {}

  grpc::ServerUnaryReactor* MatchClaims(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* CheckText(
      grpc::CallbackServerContext* context) override;

 private:
  match::Matcher& matcher_;
  sync::Executor& executor_;
};

}  // namespace verbatim::rpc
