#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "sync/executor.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"

namespace verbatim::rpc {

// Every method takes bytes (parsing.h).
using RawProvenanceService = v1::ProvenanceService::WithRawCallbackMethod_GetProofBundle<
    v1::ProvenanceService::WithRawCallbackMethod_VerifyClaim<
        v1::ProvenanceService::WithRawCallbackMethod_TraceClaim<
            v1::ProvenanceService::WithRawCallbackMethod_ExportClaims<
                v1::ProvenanceService::WithRawCallbackMethod_ImportFeed<v1::ProvenanceService::Service>>>>>;

// ProvenanceService over gRPC: translates, and decides nothing. What it is given must outlive it.
class ProvenanceService final : public RawProvenanceService {
 public:
  ProvenanceService(registry::Registry& registry, sync::Executor& executor)
      : registry_(registry), executor_(executor) {}

  grpc::ServerUnaryReactor* GetProofBundle(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* VerifyClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* TraceClaim(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* ExportClaims(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ImportFeed(
      grpc::CallbackServerContext* context) override;

 private:
  registry::Registry& registry_;
  sync::Executor& executor_;
};

}  // namespace verbatim::rpc
