#pragma once

#include "absl/status/statusor.h"
#include "registry/log/checkpoints.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// Builds proof bundles. Implements ProvenanceService.GetProofBundle; the method's comment in the proto
// specifies it and its errors. Any thread; may block on the store.
class Provenance {
 public:
  // All must outlive this object.
  Provenance(store::Store& store, Checkpoints& checkpoints, RevisionTexts& texts)
      : store_(store), checkpoints_(checkpoints), texts_(texts) {}

  absl::StatusOr<verbatim::v1::GetProofBundleResponse> GetProofBundle(
      const verbatim::v1::GetProofBundleRequest& request, const sync::CallContext& context = {});

 private:
  absl::StatusOr<verbatim::v1::EntryProof> ProveEntry(store::LogIndex index, int64_t size);
  // Adds the entries that erased the documents of erased citations, each once.
  absl::Status ProveErasures(const verbatim::v1::Claim& citing, int64_t size,
                             verbatim::v1::ProofBundle& bundle);
  // Builds the proof of a revision and the proofs of its sentences that contain citations of `citing`.
  absl::StatusOr<verbatim::v1::RevisionProof> ProveRevision(const std::string& name,
                                                            const verbatim::v1::Claim& citing, int64_t size,
                                                            bool include_text,
                                                            const sync::CallContext& context);

  store::Store& store_;
  Checkpoints& checkpoints_;
  RevisionTexts& texts_;
};

}  // namespace verbatim::registry
