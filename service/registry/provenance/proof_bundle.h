#pragma once

#include "absl/status/statusor.h"
#include "registry/log/checkpoints.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// Proof of where a resource comes from: the rules behind ProvenanceService, whose comments say what each
// method does and which errors it returns. Methods may block on the store and may be called from any thread.
class Provenance {
 public:
  Provenance(store::Store& store, Checkpoints& checkpoints, RevisionTexts& texts)
      : store_(store), checkpoints_(checkpoints), texts_(texts) {}

  absl::StatusOr<verbatim::v1::GetProofBundleResponse> GetProofBundle(
      const verbatim::v1::GetProofBundleRequest& request);

 private:
  absl::StatusOr<verbatim::v1::EntryProof> ProveEntry(store::LogIndex index, int64_t size);
  // The proof of a revision and of the sentences that the citations of it lie in.
  absl::StatusOr<verbatim::v1::RevisionProof> ProveRevision(const std::string& name,
                                                            const verbatim::v1::Claim& citing, int64_t size,
                                                            bool include_text);

  store::Store& store_;
  Checkpoints& checkpoints_;
  RevisionTexts& texts_;
};

}  // namespace verbatim::registry
