#include "rpc/log_service.h"

#include <utility>

#include "access/caller.h"
#include "rpc/unary.h"

namespace verbatim::rpc {

using access::Caller;

grpc::ServerUnaryReactor* LogService::GetCheckpoint(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return HandleNow<v1::GetCheckpointRequest, v1::GetCheckpointResponse>(
      executor_, context, request, response,
      [this](const Caller&, const v1::GetCheckpointRequest& message) { return log_.GetCheckpoint(message); });
}

grpc::ServerUnaryReactor* LogService::AddCosignatures(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request,
                                                      grpc::ByteBuffer* response) {
  return HandleNow<v1::AddCosignaturesRequest, v1::AddCosignaturesResponse>(
      executor_, context, request, response,
      [this](const Caller&, const v1::AddCosignaturesRequest& message) {
        return log_.AddCosignatures(message);
      });
}

grpc::ServerUnaryReactor* LogService::ListEntries(grpc::CallbackServerContext* context,
                                                  const grpc::ByteBuffer* request,
                                                  grpc::ByteBuffer* response) {
  return HandleNow<v1::ListEntriesRequest, v1::ListEntriesResponse>(
      executor_, context, request, response,
      [this](const Caller&, v1::ListEntriesRequest message) { return log_.ListEntries(std::move(message)); });
}

grpc::ServerUnaryReactor* LogService::GetInclusionProof(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return HandleNow<v1::GetInclusionProofRequest, v1::GetInclusionProofResponse>(
      executor_, context, request, response,
      [this](const Caller&, const v1::GetInclusionProofRequest& message) {
        return log_.GetInclusionProof(message);
      });
}

grpc::ServerUnaryReactor* LogService::GetConsistencyProof(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return HandleNow<v1::GetConsistencyProofRequest, v1::GetConsistencyProofResponse>(
      executor_, context, request, response,
      [this](const Caller&, const v1::GetConsistencyProofRequest& message) {
        return log_.GetConsistencyProof(message);
      });
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* LogService::Watch(grpc::CallbackServerContext* context,
                                                              const grpc::ByteBuffer* request) {
  return watches_.Start(*context, request);
}

}  // namespace verbatim::rpc
