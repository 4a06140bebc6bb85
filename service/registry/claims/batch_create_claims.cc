// Claims::BatchCreate.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "registry/claims/claims.h"
#include "registry/claims/new_claim.h"
#include "registry/commit/request_key.h"
#include "registry/records/entry_builder.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/refusals.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::BatchCreateClaimsRequest;
using verbatim::v1::Claim;
using verbatim::v1::CreateClaimRequest;

// Errors of a batch's requests, by position. Only the first error of a request counts.
using BatchErrors = std::map<int, absl::Status>;

// Adds the id that the request chooses to `ids`.
absl::StatusOr<NewClaim> PrepareItem(const RegistryContext& context, CreateClaimRequest request,
                                     std::set<std::string>& ids, const WriteContext& write_context) {
  Violations violations;
  if (!request.request_id().empty()) {
    violations.Add("request_id", "must be empty inside a batch: the batch has a request_id");
  }
  if (!request.claim_id().empty() && !ids.insert(request.claim_id()).second) {
    violations.Add("claim_id", "is already used by an earlier request of the batch");
  }
  CheckNewClaim(context.limits, request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  return PrepareNewClaim(context, std::move(request), write_context);
}

// Adds an error for each name that already belongs to a claim. The store would report only the first one.
// Skips empty names.
absl::Status AddTaken(store::Store& store, const std::vector<std::string>& names, BatchErrors& refused) {
  ABSL_ASSIGN_OR_RETURN(auto existing, FromStore(store.Get(names)));
  for (size_t i = 0; i < names.size(); ++i) {
    if (existing[i]) refused.emplace(static_cast<int>(i), AlreadyExists(names[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<NewClaims> PrepareBatch(const RegistryContext& context, BatchCreateClaimsRequest request,
                                       const WriteContext& write_context) {
  std::vector<const Claim*> cited;
  std::vector<std::string> chosen_names;  // empty for a generated or invalid id
  for (const CreateClaimRequest& item : request.requests()) {
    cited.push_back(&item.claim());
    chosen_names.push_back(IsValidId(item.claim_id()) ? ClaimName(item.claim_id()) : "");
  }
  // Lock all cited documents at once, because taking a second lock while holding one can deadlock.
  ABSL_ASSIGN_OR_RETURN(DocumentLocks::Lock lock, LockCited(context, cited));
  std::vector<NewClaim> claims;
  BatchErrors refused;
  std::set<std::string> ids;
  size_t bytes = 0;
  for (int i = 0; i < request.requests_size(); ++i) {
    absl::StatusOr<NewClaim> claim =
        PrepareItem(context, std::move(*request.mutable_requests(i)), ids, write_context);
    if (!claim.ok()) {
      refused.emplace(i, claim.status());
      continue;
    }
    bytes += claim->entry.payload->size();
    if (bytes > context.limits.batch_bytes) {
      return InvalidField("requests",
                          absl::StrCat("the stored claims have more than the ", context.limits.batch_bytes,
                                       " bytes allowed in one call: send fewer at once"));
    }
    claims.push_back(*std::move(claim));
  }
  ABSL_RETURN_IF_ERROR(AddTaken(context.store, chosen_names, refused));
  if (!refused.empty()) return BatchRefused(refused, request.requests_size());
  return NewClaims{std::move(claims), std::move(lock)};
}

}  // namespace

void Claims::BatchCreate(const access::Caller& caller, BatchCreateClaimsRequest request,
                         Done<SerializedMessage<verbatim::v1::BatchCreateClaimsResponse>> done) {
  const int size = request.requests_size();
  Violations violations;
  CheckRequestId(request.request_id(), "request_id", violations);
  if (size < 1 || size > context_.limits.batch_claims) {
    violations.Add("requests", absl::StrCat("must have 1 to ", context_.limits.batch_claims, " items"));
  }
  if (!violations.empty()) return std::move(done)(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
  absl::StatusOr<NewClaims> prepared = PrepareBatch(context_, std::move(request), write_context);
  CommitNewClaims(context_, std::move(prepared), std::move(key), WhenFull::kRefuse,
                  SerializeTo(std::move(done)));
}

}  // namespace verbatim::registry
