#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "sync/executor.h"

namespace verbatim::rpc {

// The reactors of ExportClaims and ImportFeed. `registry` and `executor` must outlive them.
grpc::ServerWriteReactor<grpc::ByteBuffer>* StartExport(registry::Registry& registry,
                                                        sync::Executor& executor,
                                                        const grpc::ByteBuffer* request);
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartImportFeed(
    registry::Registry& registry, sync::Executor& executor, grpc::CallbackServerContext& context);

}  // namespace verbatim::rpc
