#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "sync/executor.h"
#include "sync/slow_read_detector.h"
#include "verbatim/v1/claim_service.grpc.pb.h"

namespace verbatim::rpc {

// Every method takes bytes (parsing.h).
using RawClaimService = v1::ClaimService::WithRawCallbackMethod_CreateClaim<
    v1::ClaimService::WithRawCallbackMethod_BatchCreateClaims<
        v1::ClaimService::WithRawCallbackMethod_ImportClaims<v1::ClaimService::WithRawCallbackMethod_GetClaim<
            v1::ClaimService::WithRawCallbackMethod_BatchGetClaims<
                v1::ClaimService::WithRawCallbackMethod_ListClaims<
                    v1::ClaimService::WithRawCallbackMethod_UpdateClaim<
                        v1::ClaimService::WithRawCallbackMethod_RetractClaim<
                            v1::ClaimService::WithRawCallbackMethod_DraftClaims<
                                v1::ClaimService::Service>>>>>>>>>;

// ClaimService over gRPC: translates, and decides nothing. `claims`, `drafts` and `executor` must outlive it.
class ClaimService final : public RawClaimService {
 public:
  ClaimService(registry::Claims& claims, registry::Drafts& drafts, sync::Executor& executor)
      : claims_(claims), drafts_(drafts), executor_(executor) {}

  grpc::ServerUnaryReactor* CreateClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchCreateClaims(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchGetClaims(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListClaims(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* UpdateClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* RetractClaim(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* DraftClaims(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ImportClaims(
      grpc::CallbackServerContext* context) override;

 private:
  registry::Claims& claims_;
  registry::Drafts& drafts_;
  sync::Executor& executor_;
  sync::SlowReadDetector pace_;
};

}  // namespace verbatim::rpc
