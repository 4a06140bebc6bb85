#pragma once

#include <grpcpp/grpcpp.h>

#include "registry/registry.h"
#include "sync/executor.h"

namespace verbatim::rpc {

// The reactor of one ImportClaims stream; it owns itself. Claims are prepared on `executor`, one task a
// stream, and committed in groups; answers go out in the order of the requests. At most a window of requests
// is under way: past it the stream is not read, so that a client that does not take its answers, or a slow
// disk, slows the client down.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartImport(
    registry::Claims& claims, sync::Executor& executor, grpc::CallbackServerContext& context);

}  // namespace verbatim::rpc
