#include "registry/claims/new_claim.h"

#include "registry/claims/resolve_citations.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/preconditions.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/attestation.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/refusals.h"
#include "status/status_macros.h"
#include "status/uri_schemes.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using Outcome = store::WriteResult::Outcome;

// Returns the response to a request that was committed before.
absl::StatusOr<std::string> RespondAgain(store::Store& store, const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(store, result));
  std::string response;
  for (const store::Entry& entry : entries) {
    ABSL_RETURN_IF_ERROR(AppendClaim(entry.index, entry.payload, response));
  }
  return response;
}

// Returns the response to a write of claims with these payloads.
absl::StatusOr<std::string> OnCommitted(store::Store& store,
                                        const absl::StatusOr<store::WriteResult>& committed,
                                        const std::optional<store::RequestKey>& key,
                                        const std::vector<std::optional<std::string>>& payloads) {
  if (!committed.ok()) return committed.status();
  if (committed->outcome == Outcome::kRepeated) return RespondAgain(store, *committed);
  if (committed->outcome != Outcome::kCommitted) return ToStatus(*committed, key);
  std::string response;
  store::LogIndex index = committed->first_index;
  for (const auto& payload : payloads) ABSL_RETURN_IF_ERROR(AppendClaim(index++, payload, response));
  return response;
}

}  // namespace

absl::StatusOr<DocumentLocks::Lock> LockCited(const RegistryContext& context,
                                              std::span<const Claim* const> claims) {
  std::vector<std::string> documents;
  for (const Claim* claim : claims) {
    for (const verbatim::v1::Citation& citation : claim->citations()) {
      const std::string& name = citation.revision();
      if (IsDocumentName(name)) documents.push_back(name);
      if (IsRevisionName(name)) documents.emplace_back(DocumentOfRevision(name));
    }
  }
  return context.locks.LockShared(std::move(documents));
}

void CheckNewClaim(const Limits& limits, verbatim::v1::CreateClaimRequest& request, Violations& violations) {
  ClearOutputOnly(*request.mutable_claim());
  CheckClaim(request.claim(), limits, "claim", violations);
  CheckUriSchemes(request.claim(), nullptr, "claim", violations);
  CheckNewId(request.claim_id(), "claim_id", violations);
  CheckQuoteMatching(request.quote_matching(), "quote_matching", violations);
}

absl::StatusOr<NewClaim> PrepareNewClaim(const RegistryContext& context,
                                         verbatim::v1::CreateClaimRequest request,
                                         const WriteContext& write_context) {
  Claim claim = std::move(*request.mutable_claim());
  ABSL_RETURN_IF_ERROR(ResolveCitations(
      context, CitationState::kNew, request.quote_matching(),
      request.allow_contradicted() ? OnContradiction::kMark : OnContradiction::kRefuse, claim));
  if (request.refuse_contradicted_text()) {
    const auto contradicted = FindContradictedText(claim, "claim");
    if (!contradicted.empty()) return ValueContradicted(contradicted);
  }
  ABSL_RETURN_IF_ERROR(CheckFilledIn(context.limits, claim));

  claim.set_name(
      ClaimName(request.claim_id().empty() ? MakeUuidV7(context.environment) : request.claim_id()));
  claim.set_state(verbatim::v1::CLAIM_STATE_ACTIVE);
  *claim.mutable_create_time() = ToTimestamp(write_context.now_micros);
  *claim.mutable_update_time() = claim.create_time();
  NewClaim prepared;
  prepared.preconditions = DocumentPreconditions(claim);
  std::vector<std::string> cited = CitedDocuments(claim);
  prepared.entry = MakeClaimEntry(log::EntryType::kClaimCreated, {std::move(claim), std::move(cited)},
                                  nullptr, write_context);
  return prepared;
}

void CommitNewClaims(const RegistryContext& context, absl::StatusOr<NewClaims> claims,
                     std::optional<store::RequestKey> key, WhenFull when_full, Done<std::string> done) {
  store::Store& store = context.store;
  if (!claims.ok()) {
    if (auto repeated = FindRepeated(store, key)) return std::move(done)(RespondAgain(store, *repeated));
    return std::move(done)(claims.status());
  }
  store::Write write;
  write.request = key;
  std::vector<std::optional<std::string>> payloads;
  for (NewClaim& claim : claims->claims) {
    payloads.push_back(claim.entry.payload);
    write.entries.push_back(std::move(claim.entry));
    write.preconditions.insert(write.preconditions.end(), claim.preconditions.begin(),
                               claim.preconditions.end());
  }
  context.queue.Submit(
      std::move(write), when_full,
      [&store, key = std::move(key), payloads = std::move(payloads), lock = std::move(claims->lock),
       done = std::move(done)](const absl::StatusOr<store::WriteResult>& committed) mutable {
        std::move(done)(OnCommitted(store, committed, key, payloads));
      });
}

}  // namespace verbatim::registry
