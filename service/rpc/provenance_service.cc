#include "rpc/provenance_service.h"

#include <utility>

#include "access/caller.h"
#include "rpc/exchange.h"
#include "rpc/unary.h"

namespace verbatim::rpc {

grpc::ServerUnaryReactor* ProvenanceService::GetProofBundle(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return HandleNow<v1::GetProofBundleRequest, v1::GetProofBundleResponse>(
      executor_, context, request, response,
      [this](const access::Caller&, const v1::GetProofBundleRequest& message) {
        return registry_.provenance().GetProofBundle(message);
      });
}

grpc::ServerUnaryReactor* ProvenanceService::VerifyClaim(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return HandleNow<v1::VerifyClaimRequest, v1::VerifyClaimResponse>(
      executor_, context, request, response,
      [this](const access::Caller&, const v1::VerifyClaimRequest& message) {
        return registry_.verification().VerifyClaim(message);
      });
}

grpc::ServerUnaryReactor* ProvenanceService::TraceClaim(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return HandleNow<v1::TraceClaimRequest, v1::TraceClaimResponse>(
      executor_, context, request, response, [this](const access::Caller&, v1::TraceClaimRequest message) {
        return registry_.traces().TraceClaim(std::move(message));
      });
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* ProvenanceService::ExportClaims(grpc::CallbackServerContext*,
                                                                            const grpc::ByteBuffer* request) {
  return StartExport(registry_, executor_, request);
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ProvenanceService::ImportFeed(
    grpc::CallbackServerContext* context) {
  return StartImportFeed(registry_, executor_, *context);
}

}  // namespace verbatim::rpc
