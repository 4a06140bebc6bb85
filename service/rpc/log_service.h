#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "rpc/watches.h"
#include "sync/executor.h"
#include "verbatim/v1/log_service.grpc.pb.h"

namespace verbatim::rpc {

// Every method takes bytes (parsing.h).
using RawLogService = v1::LogService::WithRawCallbackMethod_GetCheckpoint<
    v1::LogService::WithRawCallbackMethod_AddCosignatures<v1::LogService::WithRawCallbackMethod_ListEntries<
        v1::LogService::WithRawCallbackMethod_GetInclusionProof<
            v1::LogService::WithRawCallbackMethod_GetConsistencyProof<
                v1::LogService::WithRawCallbackMethod_Watch<v1::LogService::Service>>>>>>;

// LogService over gRPC: translates, and decides nothing. What it is given must outlive it.
class LogService final : public RawLogService {
 public:
  LogService(registry::LogReader& log, Watches& watches, sync::Executor& executor)
      : log_(log), watches_(watches), executor_(executor) {}

  grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* AddCosignatures(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListEntries(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(grpc::CallbackServerContext* context,
                                                const grpc::ByteBuffer* request,
                                                grpc::ByteBuffer* response) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request) override;

 private:
  registry::LogReader& log_;
  Watches& watches_;
  sync::Executor& executor_;
};

}  // namespace verbatim::rpc
