#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "log/leaf.h"
#include "registry/sources/registry_context.h"
#include "store/store.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// Changes a claim to its next state. RewriteClaim calls it once per attempt.
using ClaimChange = std::function<absl::Status(verbatim::v1::Claim& claim)>;

// Reads the claim `name`, changes it, stores it with an entry of this type, and returns it. For a repeated
// request, returns the claim as the first request left it. If another call writes the claim at the same time,
// retries a few times, unless the caller set an etag. Errors: NOT_FOUND, naming `name`; ABORTED for a stale
// etag; FAILED_PRECONDITION for a retracted claim; and the errors of `change`.
absl::StatusOr<verbatim::v1::Claim> RewriteClaim(const RegistryContext& context, const access::Caller& caller,
                                                 const std::optional<store::RequestKey>& key,
                                                 const std::string& name, const std::string& etag,
                                                 log::EntryType type, const ClaimChange& change);

}  // namespace verbatim::registry
