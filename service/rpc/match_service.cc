#include "rpc/match_service.h"

#include "access/caller.h"
#include "rpc/check_text.h"
#include "rpc/unary.h"

namespace verbatim::rpc {

grpc::ServerUnaryReactor* MatchService::MatchClaims(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return HandleNow<v1::MatchClaimsRequest, v1::MatchClaimsResponse>(
      executor_, context, request, response,
      [this](const access::Caller&, const v1::MatchClaimsRequest& message) {
        return matcher_.Match(message);
      });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* MatchService::CheckText(
    grpc::CallbackServerContext* context) {
  return StartCheck(matcher_, executor_, *context);
}

}  // namespace verbatim::rpc
