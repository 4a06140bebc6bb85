#pragma once

#include "absl/status/statusor.h"
#include "registry/log/checkpoints.h"
#include "store/store.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// Checks claims anew: the rules behind ProvenanceService.VerifyClaim, whose comments say what it does and
// which errors it returns. Everything is read from the store, past the texts that are kept in memory, so that
// damage on disk is seen. May block on the store; any thread.
//
// What one claim cannot show is left to Fsck (fsck.h): a log that was rewritten as a whole, hashes included,
// before it was signed; an index of names that leads to an older entry of the same claim; and the terms and
// tallies by which claims are found and counted.
class Verification {
 public:
  // All must outlive it.
  Verification(store::Store& store, Checkpoints& checkpoints, const LogIdentity& identity)
      : store_(store), checkpoints_(checkpoints), identity_(identity) {}

  absl::StatusOr<verbatim::v1::VerifyClaimResponse> VerifyClaim(
      const verbatim::v1::VerifyClaimRequest& request);

 private:
  store::Store& store_;
  Checkpoints& checkpoints_;
  const LogIdentity& identity_;
};

}  // namespace verbatim::registry
