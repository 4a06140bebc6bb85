// Claims::Create.

#include <utility>

#include "registry/claims/claims.h"
#include "registry/claims/new_claim.h"
#include "registry/commit/request_key.h"
#include "registry/records/entry_builder.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::CreateClaimRequest;

// `violations` are the violations of the request_id.
absl::StatusOr<NewClaims> Prepare(const RegistryContext& context, CreateClaimRequest request,
                                  Violations violations, const WriteContext& write_context) {
  CheckNewClaim(context.limits, request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const Claim* claim = &request.claim();
  ABSL_ASSIGN_OR_RETURN(DocumentLocks::Lock lock, LockCited(context, std::span(&claim, 1)));
  std::vector<NewClaim> claims(1);
  ABSL_ASSIGN_OR_RETURN(claims.front(), PrepareNewClaim(context, std::move(request), write_context));
  return NewClaims{std::move(claims), std::move(lock)};
}

}  // namespace

void Claims::Create(const access::Caller& caller, CreateClaimRequest request, WhenFull when_full,
                    Done<SerializedMessage<verbatim::v1::CreateClaimResponse>> done) {
  Violations violations;
  CheckRequestId(request.request_id(), "request_id", violations);
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
  absl::StatusOr<NewClaims> prepared =
      Prepare(context_, std::move(request), std::move(violations), write_context);
  CommitNewClaims(context_, std::move(prepared), std::move(key), when_full, SerializeTo(std::move(done)));
}

}  // namespace verbatim::registry
