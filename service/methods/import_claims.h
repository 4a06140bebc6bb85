#pragma once

#include <memory>

#include "methods/method.h"
#include "methods/session.h"
#include "registry/registry.h"

namespace verbatim::methods {

// ImportClaims: records claims from a stream, each on its own, and answers in the order of the requests.
// Reads requests ahead while earlier ones are being committed, so that one stream alone fills the committer's
// groups. Retries a claim that meets a limit of the server, so that the stream slows down instead of failing.
// `claims` must outlive the session.
std::unique_ptr<Session> MakeImportClaims(registry::Claims& claims, Call call);

}  // namespace verbatim::methods
