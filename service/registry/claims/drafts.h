#pragma once

#include "absl/status/statusor.h"
#include "registry/requests/limits.h"
#include "registry/sources/revision_texts.h"
#include "sync/call_context.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::registry {

// ClaimService.DraftClaims: proposes claims. The comment in claim_service.proto says what it does and which
// errors it returns. Scores every sentence of the revision and keeps only the best. Any thread.
class Drafts {
 public:
  Drafts(RevisionTexts& texts, const Limits& limits) : texts_(texts), limits_(limits) {}

  absl::StatusOr<verbatim::v1::DraftClaimsResponse> Draft(const verbatim::v1::DraftClaimsRequest& request,
                                                          const sync::CallContext& call = {});

 private:
  RevisionTexts& texts_;
  const Limits& limits_;
};

}  // namespace verbatim::registry
