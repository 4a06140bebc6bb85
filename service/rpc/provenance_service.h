#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/provenance.h"
#include "rpc/executor.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"

namespace verbatim::rpc {

// ProvenanceService over gRPC: translates, and decides nothing. What it is given must outlive it.
class ProvenanceService final
    : public v1::ProvenanceService::WithRawCallbackMethod_GetProofBundle<v1::ProvenanceService::Service> {
 public:
  ProvenanceService(registry::Provenance& provenance, Executor& executor)
      : provenance_(provenance), executor_(executor) {}

  grpc::ServerUnaryReactor* GetProofBundle(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;

 private:
  registry::Provenance& provenance_;
  Executor& executor_;
};

}  // namespace verbatim::rpc
