#include "rpc/provenance_service.h"

#include <utility>

#include "rpc/unary.h"

namespace verbatim::rpc {

grpc::ServerUnaryReactor* ProvenanceService::GetProofBundle(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return HandleNow<v1::GetProofBundleRequest, v1::GetProofBundleResponse>(
      executor_, context, request, response,
      [this](const registry::Caller&, const v1::GetProofBundleRequest& message) {
        return registry_.provenance().GetProofBundle(message);
      });
}

grpc::ServerUnaryReactor* ProvenanceService::VerifyClaim(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::VerifyClaimRequest, v1::VerifyClaimResponse>(
      executor_, context, request, response,
      [this](const registry::Caller&, const v1::VerifyClaimRequest& message) {
        return registry_.verification().VerifyClaim(message);
      });
}

grpc::ServerUnaryReactor* ProvenanceService::TraceClaim(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return HandleNow<v1::TraceClaimRequest, v1::TraceClaimResponse>(
      executor_, context, request, response, [this](const registry::Caller&, v1::TraceClaimRequest message) {
        return registry_.traces().TraceClaim(std::move(message));
      });
}

}  // namespace verbatim::rpc
