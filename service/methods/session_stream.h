#pragma once

#include <memory>

#include "methods/method.h"
#include "methods/session.h"
#include "methods/stream.h"
#include "sync/executor.h"

namespace verbatim::methods {

// Makes a stream that runs `session` on `executor`, which must outlive the stream. The stream stops reading
// while the session has enough to do or the client does not take the responses.
std::unique_ptr<Stream> MakeSessionStream(std::unique_ptr<Session> session, sync::Executor& executor);

}  // namespace verbatim::methods
