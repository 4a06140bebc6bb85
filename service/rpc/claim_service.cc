#include "rpc/claim_service.h"

#include <utility>

#include "access/caller.h"
#include "rpc/import_claims.h"
#include "rpc/unary.h"

namespace verbatim::rpc {

using access::Caller;
using registry::Done;
using registry::SerializedMessage;

grpc::ServerUnaryReactor* ClaimService::CreateClaim(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return HandleLater<v1::CreateClaimRequest, registry::SerializedMessage<v1::CreateClaimResponse>>(
      executor_, context, request, response,
      [this](const Caller& caller, v1::CreateClaimRequest message,
             Done<registry::SerializedMessage<v1::CreateClaimResponse>> done) {
        claims_.Create(caller, std::move(message), registry::WhenFull::kRefuse, std::move(done));
      });
}

grpc::ServerUnaryReactor* ClaimService::BatchCreateClaims(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return HandleLater<v1::BatchCreateClaimsRequest,
                     registry::SerializedMessage<v1::BatchCreateClaimsResponse>>(
      executor_, context, request, response,
      [this](const Caller& caller, v1::BatchCreateClaimsRequest message,
             Done<registry::SerializedMessage<v1::BatchCreateClaimsResponse>> done) {
        claims_.BatchCreate(caller, std::move(message), std::move(done));
      });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ClaimService::ImportClaims(
    grpc::CallbackServerContext* context) {
  return StartImport(claims_, executor_, *context);
}

grpc::ServerUnaryReactor* ClaimService::GetClaim(grpc::CallbackServerContext* context,
                                                 const grpc::ByteBuffer* request,
                                                 grpc::ByteBuffer* response) {
  return HandleSmallRead<v1::GetClaimRequest>(
      pace_, executor_, context, request, response,
      [this](const v1::GetClaimRequest& message) { return claims_.Get(message); });
}

grpc::ServerUnaryReactor* ClaimService::BatchGetClaims(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return HandleNow<v1::BatchGetClaimsRequest, registry::SerializedMessage<v1::BatchGetClaimsResponse>>(
      executor_, context, request, response,
      [this](const Caller&, const v1::BatchGetClaimsRequest& message) { return claims_.BatchGet(message); });
}

grpc::ServerUnaryReactor* ClaimService::ListClaims(grpc::CallbackServerContext* context,
                                                   const grpc::ByteBuffer* request,
                                                   grpc::ByteBuffer* response) {
  return HandleNow<v1::ListClaimsRequest, registry::SerializedMessage<v1::ListClaimsResponse>>(
      executor_, context, request, response,
      [this](const Caller&, v1::ListClaimsRequest message) { return claims_.List(std::move(message)); });
}

grpc::ServerUnaryReactor* ClaimService::UpdateClaim(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return HandleNow<v1::UpdateClaimRequest, v1::UpdateClaimResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::UpdateClaimRequest message) {
        return claims_.Update(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* ClaimService::RetractClaim(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return HandleNow<v1::RetractClaimRequest, v1::RetractClaimResponse>(
      executor_, context, request, response, [this](const Caller& caller, v1::RetractClaimRequest message) {
        return claims_.Retract(caller, std::move(message));
      });
}

grpc::ServerUnaryReactor* ClaimService::DraftClaims(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return HandleNow<v1::DraftClaimsRequest, v1::DraftClaimsResponse>(
      executor_, context, request, response,
      [this](const Caller&, const v1::DraftClaimsRequest& message) { return drafts_.Draft(message); });
}

}  // namespace verbatim::rpc
