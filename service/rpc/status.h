#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace verbatim::rpc {

// The one place where errors of the domain become gRPC's: the code as it is, and google.rpc.Status with all
// details in the trailing metadata.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace verbatim::rpc
