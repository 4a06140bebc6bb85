#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/records/entry_builder.h"
#include "registry/reviews/claim_children.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::registry {

// The operations of ReviewService on evidence. The comments in review_service.proto say what each method does
// and which errors it returns. Methods may block on the store. Any thread.
class EvidenceRecords {
 public:
  explicit EvidenceRecords(RegistryContext context) : context_(context) {}

  absl::StatusOr<verbatim::v1::CreateEvidenceResponse> CreateEvidence(
      const access::Caller& caller, verbatim::v1::CreateEvidenceRequest request);
  absl::StatusOr<verbatim::v1::RetractEvidenceResponse> RetractEvidence(
      const access::Caller& caller, verbatim::v1::RetractEvidenceRequest request);
  absl::StatusOr<verbatim::v1::ListEvidenceResponse> ListEvidence(verbatim::v1::ListEvidenceRequest request);

 private:
  RegistryContext context_;
};

// Checks new evidence. Clears output-only fields if a check or the evidence's entry depends on them. `path`
// is the evidence's path in the request.
void CheckNewEvidence(const Limits& limits, std::string_view path, verbatim::v1::Evidence& evidence,
                      Violations& violations);

// Grounds the citation of new evidence on a claim and builds its entry. REQUIRES: CheckNewEvidence found
// nothing.
absl::StatusOr<Prepared<verbatim::v1::Evidence>> PrepareEvidence(const RegistryContext& context,
                                                                 const verbatim::v1::Claim& claim,
                                                                 verbatim::v1::Evidence evidence,
                                                                 const std::string& id, std::string_view path,
                                                                 const WriteContext& write_context);

}  // namespace verbatim::registry
