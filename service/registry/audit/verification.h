#pragma once

#include "absl/status/statusor.h"
#include "registry/log/checkpoints.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// Implements ProvenanceService.VerifyClaim. The method's comment in the proto specifies it and its errors.
// Reads everything from the store and nothing from a cache, so that it detects damage on disk. Any thread;
// may block on the store.
//
// Some damage cannot be detected by checking a single claim: a log that was rewritten as a whole, including
// its hashes, before it was signed; an index of names that points to an older entry of the same claim;
// damaged index keys and counters. Fsck (fsck.h) detects these.
class Verification {
 public:
  // All must outlive this object.
  Verification(store::Store& store, Checkpoints& checkpoints, const LogIdentity& identity)
      : store_(store), checkpoints_(checkpoints), identity_(identity) {}

  absl::StatusOr<verbatim::v1::VerifyClaimResponse> VerifyClaim(
      const verbatim::v1::VerifyClaimRequest& request, const sync::CallContext& context = {});

 private:
  store::Store& store_;
  Checkpoints& checkpoints_;
  const LogIdentity& identity_;
};

}  // namespace verbatim::registry
