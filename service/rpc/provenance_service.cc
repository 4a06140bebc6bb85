#include "rpc/provenance_service.h"

#include "rpc/unary.h"

namespace verbatim::rpc {

grpc::ServerUnaryReactor* ProvenanceService::GetProofBundle(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return HandleNow<v1::GetProofBundleRequest, v1::GetProofBundleResponse>(
      executor_, context, request, response,
      [this](const registry::Caller&, const v1::GetProofBundleRequest& message) {
        return provenance_.GetProofBundle(message);
      });
}

grpc::ServerUnaryReactor* ProvenanceService::VerifyClaim(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::VerifyClaimRequest, v1::VerifyClaimResponse>(
      executor_, context, request, response,
      [this](const registry::Caller&, const v1::VerifyClaimRequest& message) {
        return verification_.VerifyClaim(message);
      });
}

}  // namespace verbatim::rpc
