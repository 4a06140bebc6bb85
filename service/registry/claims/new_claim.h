#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "registry/commit/commit_queue.h"
#include "registry/commit/document_locks.h"
#include "registry/records/entry_builder.h"
#include "registry/requests/done.h"
#include "registry/requests/limits.h"
#include "registry/requests/serialized_message.h"
#include "registry/sources/registry_context.h"
#include "status/errors.h"
#include "store/store.h"
#include "verbatim/v1/claim_service.pb.h"

// New claims, in the form in which CreateClaim, BatchCreateClaims and the importer record them.
namespace verbatim::registry {

// A new claim that is ready to be stored.
struct NewClaim {
  store::NewEntry entry;
  std::vector<store::Precondition> preconditions;
};

// New claims, and the lock on the documents that they cite. The lock is held until the claims are stored. It
// prevents new revisions of the documents.
struct NewClaims {
  std::vector<NewClaim> claims;
  DocumentLocks::Lock lock;
};

// Locks the documents that the claims cite. Skips invalid names: a later check refuses them.
absl::StatusOr<DocumentLocks::Lock> LockCited(const RegistryContext& context,
                                              std::span<const verbatim::v1::Claim* const> claims);

// Clears the output-only fields of a new claim, and checks the other fields and claim_id. REQUIRES: the
// request's key was taken before (TakeRequestKey), because the key covers the request as received.
void CheckNewClaim(const Limits& limits, verbatim::v1::CreateClaimRequest& request, Violations& violations);

// Resolves the citations of a new claim and builds its entry. REQUIRES: CheckNewClaim found nothing, and the
// caller holds LockCited.
absl::StatusOr<NewClaim> PrepareNewClaim(const RegistryContext& context,
                                         verbatim::v1::CreateClaimRequest request,
                                         const WriteContext& write_context);

// Stores new claims in one write. Passes the response to `done`: the bytes of a message whose field 1 is a
// claim or a repeated claim. A repeated request gets the response to the first request, even if `claims` is
// an error, because the cause of the error may be that the first request succeeded.
void CommitNewClaims(const RegistryContext& context, absl::StatusOr<NewClaims> claims,
                     std::optional<store::RequestKey> key, WhenFull when_full, Done<std::string> done);

// Makes the `done` of CommitNewClaims.
template <typename Response>
Done<std::string> SerializeTo(Done<SerializedMessage<Response>> done) {
  return [done = std::move(done)](absl::StatusOr<std::string> bytes) mutable {
    if (!bytes.ok()) return std::move(done)(bytes.status());
    std::move(done)(SerializedMessage<Response>{*std::move(bytes)});
  };
}

}  // namespace verbatim::registry
