#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace verbatim::rpc {

// Converts an error of the domain to an error of gRPC. No other code does this. Keeps the code, and puts
// google.rpc.Status with all details into the trailing metadata.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace verbatim::rpc
