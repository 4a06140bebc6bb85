// Claims::Retract.

#include <utility>

#include "registry/claims/claims.h"
#include "registry/claims/rewrite_claim.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::StatusOr<verbatim::v1::RetractClaimResponse> Claims::Retract(
    const access::Caller& caller, verbatim::v1::RetractClaimRequest request) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsClaimName(request.name())) violations.Add("name", "must be claims/{id}");
  CheckRetractReason(request.reason(), violations);
  const std::string& successor = request.superseded_by();
  if (!successor.empty() && (!IsClaimName(successor) || successor == request.name())) {
    violations.Add("superseded_by", "must be claims/{id} of another claim");
  }
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  if (!successor.empty()) {
    ABSL_RETURN_IF_ERROR(ReadResource(context_.store, successor, "superseded_by").status());
  }
  auto retract = [&](verbatim::v1::Claim& claim) {
    claim.set_state(verbatim::v1::CLAIM_STATE_RETRACTED);
    claim.set_state_reason(request.reason());
    claim.set_superseded_by(successor);
    return absl::OkStatus();
  };
  ABSL_ASSIGN_OR_RETURN(auto claim, RewriteClaim(context_, caller, key, request.name(), request.etag(),
                                                 log::EntryType::kClaimRetracted, retract));
  verbatim::v1::RetractClaimResponse response;
  *response.mutable_claim() = std::move(claim);
  return response;
}

}  // namespace verbatim::registry
