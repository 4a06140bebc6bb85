#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "methods/session.h"
#include "registry/registry.h"

// What calls see of entries that other servers of the log wrote.
namespace verbatim::methods {

// Afterwards reads see at least as many entries as `min_log_size` says, the metadata `verbatim-min-log-size`
// as the client sent it. If it is empty, they see every entry that any server acknowledged before.
// INVALID_ARGUMENT if the number is malformed; otherwise the errors of Registry::CatchUp. Blocks on the store
// if several servers share it.
absl::Status CatchUp(registry::Registry& registry, const std::string& min_log_size);

// Makes a session that catches up before it takes a message, so that it sees what was acknowledged before the
// message arrived. Messages that arrive together cost one read of the log's head. An error of CatchUp ends
// the stream. `registry` must outlive the session.
std::unique_ptr<Session> MakeCurrent(std::unique_ptr<Session> session, registry::Registry& registry,
                                     std::string min_log_size);

}  // namespace verbatim::methods
