#pragma once

#include <grpcpp/server_context.h>

#include "access/caller.h"
#include "access/permissions.h"
#include "sync/call_context.h"

namespace verbatim::rpc {

// Who makes a call: the first peer identity that mutual TLS has authenticated, with the permissions that `policy` gives it.
// Callers at a unix:PATH have no name and may do everything, as the socket's owner may.
access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Policy& policy);

// Whether the call is cancelled or late. `context` must outlive the result.
sync::CallContext ContextOf(const grpc::ServerContextBase& context);

}  // namespace verbatim::rpc
