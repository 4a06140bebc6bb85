#pragma once

#include <grpcpp/grpcpp.h>

#include "match/matcher.h"
#include "sync/executor.h"

namespace verbatim::rpc {

// The reactor of one CheckText stream; it owns itself. Sentences are checked on `executor`, one task a
// stream. A message is read once all sentences of those before it are checked, and checking waits while more
// than a few findings are not taken, so that neither a long text nor a slow client needs more memory.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartCheck(match::Matcher& matcher,
                                                                        sync::Executor& executor,
                                                                        grpc::CallbackServerContext& context);

}  // namespace verbatim::rpc
