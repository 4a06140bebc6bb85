// Claims::Create.

#include <string>
#include <utility>
#include <vector>

#include "registry/claims/claims.h"
#include "registry/claims/new_claim.h"
#include "registry/commit/request_key.h"
#include "registry/records/entry_builder.h"
#include "registry/sources/similar.h"
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

using Response = SerializedMessage<verbatim::v1::CreateClaimResponse>;

// Adds the names of similar claims to the response. Leaves out the claim itself, which a repeated request
// finds.
Done<Response> WithSimilar(std::vector<std::string> similar, Done<Response> done) {
  return [similar = std::move(similar), done = std::move(done)](absl::StatusOr<Response> response) mutable {
    if (!response.ok()) return std::move(done)(response.status());
    verbatim::v1::CreateClaimResponse parsed;
    if (!parsed.ParseFromString(response->bytes)) return std::move(done)(std::move(response));
    std::erase(similar, parsed.claim().name());
    verbatim::v1::CreateClaimResponse rest;
    rest.mutable_similar_claims()->Assign(similar.begin(), similar.end());
    rest.AppendToString(&response->bytes);  // concatenated messages are one merged message
    std::move(done)(std::move(response));
  };
}

}  // namespace

void Claims::Create(const access::Caller& caller, CreateClaimRequest request, WhenFull when_full,
                    Done<SerializedMessage<verbatim::v1::CreateClaimResponse>> done) {
  Violations violations;
  CheckRequestId(request.request_id(), "request_id", violations);
  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
  // An import gets no similar claims, because the search takes as long as recording a claim.
  const std::string text = when_full == WhenFull::kRefuse ? request.claim().text() : "";
  absl::StatusOr<NewClaims> prepared =
      Prepare(context_, std::move(request), std::move(violations), write_context);
  if (prepared.ok()) {
    absl::StatusOr<std::vector<std::string>> similar = SimilarClaims(context_.store, text);
    if (!similar.ok()) return std::move(done)(similar.status());
    if (!similar->empty()) done = WithSimilar(*std::move(similar), std::move(done));
  }
  CommitNewClaims(context_, std::move(prepared), std::move(key), when_full, SerializeTo(std::move(done)));
}

}  // namespace verbatim::registry
