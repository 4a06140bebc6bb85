#pragma once

#include <grpcpp/server_context.h>

#include "access/caller.h"
#include "access/permissions.h"
#include "sync/call_context.h"

namespace verbatim::rpc {

// Returns who makes a call: the first peer identity that mutual TLS has authenticated, with the permissions
// that `policy` gives to it. Callers at a unix:PATH have no name and may do everything, like the socket's
// owner.
access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Policy& policy);

// Tells whether the call is cancelled or past its deadline. `context` must outlive the result.
sync::CallContext ContextOf(const grpc::ServerContextBase& context);

}  // namespace verbatim::rpc
