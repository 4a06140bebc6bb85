#pragma once

#include <grpcpp/server_context.h>

#include "access/caller.h"
#include "access/permissions.h"
#include "methods/method.h"

namespace verbatim::rpc {

// Returns who makes a call: the first peer identity that mutual TLS has authenticated, with the permissions
// that `policy` gives to it. Callers at a unix:PATH have no name and may do everything, like the socket's
// owner.
access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Policy& policy);

// Returns the call as methods see it: its caller, its deadline and whether it is cancelled. `context` must outlive the
// result.
methods::Call CallOf(const grpc::ServerContextBase& context, const access::Policy& policy);

}  // namespace verbatim::rpc
