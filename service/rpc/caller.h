#pragma once

#include <grpcpp/server_context.h>

#include "access/authenticator.h"
#include "access/caller.h"
#include "methods/dispatcher.h"
#include "methods/method.h"

namespace verbatim::rpc {

// Returns who makes a call, by the client's certificate, the metadata `authorization` and the way that the
// call came in.
access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Authenticator& authenticator);

// Returns the call as methods see it: its caller, its deadline and whether it is cancelled. `context` must
// outlive the result. Reads the call's tags only if `dispatcher` uses them.
methods::Call CallOf(const grpc::ServerContextBase& context, const access::Authenticator& authenticator,
                     const methods::Dispatcher& dispatcher);

// Adds the metadata `verbatim-log-size` to the end of a call. Call it before Finish.
void AddLogSize(grpc::ServerContextBase& context, const methods::Dispatcher& dispatcher);

}  // namespace verbatim::rpc
