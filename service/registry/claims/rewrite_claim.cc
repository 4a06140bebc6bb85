#include "registry/claims/rewrite_claim.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "registry/commit/may_change.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/preconditions.h"
#include "registry/sources/anchoring.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using Outcome = store::WriteResult::Outcome;

// Maximum number of attempts of a change without an etag if other calls keep writing the same claim.
constexpr int kRewriteAttempts = 8;

// For a repeated request: returns the claim as the first request left it.
absl::StatusOr<Claim> ReadAgain(store::Store& store, const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(store, result));
  return ReadClaim(entries.front().index, entries.front().payload);
}

absl::StatusOr<Claim> RewriteOnce(const RegistryContext& context, const std::string& name,
                                  const std::string& etag, log::EntryType type,
                                  const WriteContext& write_context, const ClaimChange& change) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context.store, name, "name"));
  ABSL_RETURN_IF_ERROR(CheckMayChange(
      context.store, write_context.caller, record,
      type == log::EntryType::kClaimUpdated ? "ClaimService.UpdateClaim" : "ClaimService.RetractClaim"));
  ABSL_ASSIGN_OR_RETURN(auto before, ReadStoredClaim(record.latest, record.payload));
  if (!etag.empty() && etag != before.claim.etag()) return StaleEtag(name, before.claim.etag());
  if (before.claim.has_erasure()) return ClaimErased(name);
  if (before.claim.state() == verbatim::v1::CLAIM_STATE_RETRACTED) return ClaimRetracted(name);
  StoredClaim after = before;
  MarkUnchanged(after.claim);
  ABSL_RETURN_IF_ERROR(change(after.claim));
  *after.claim.mutable_update_time() = ToTimestamp(write_context.now_micros);
  std::vector<std::string> cited = CitedDocuments(after.claim);
  after.ever_cited.clear();
  std::set_union(before.ever_cited.begin(), before.ever_cited.end(), cited.begin(), cited.end(),
                 std::back_inserter(after.ever_cited));

  store::Write write;
  write.request = write_context.request;
  write.preconditions = DocumentPreconditions(after.claim);
  write.entries.push_back(MakeClaimEntry(type, after, &before, write_context));
  write.entries.front().replaces = record.latest;
  ABSL_ASSIGN_OR_RETURN(store::WriteResult result, context.queue.SubmitAndWait(std::move(write)));
  if (result.outcome == Outcome::kRepeated) return ReadAgain(context.store, result);
  if (result.outcome != Outcome::kCommitted) return ToStatus(result, write_context.request);
  SetIndex(result.first_index, after.claim);
  return std::move(after.claim);
}

}  // namespace

absl::StatusOr<Claim> RewriteClaim(const RegistryContext& context, const access::Caller& caller,
                                   const std::optional<store::RequestKey>& key, const std::string& name,
                                   const std::string& etag, log::EntryType type, const ClaimChange& change) {
  absl::StatusOr<Claim> claim;
  for (int attempt = 0; attempt < kRewriteAttempts; ++attempt) {
    WriteContext write_context{context.environment, caller, key, context.environment.now_micros()};
    claim = RewriteOnce(context, name, etag, type, write_context, change);
    if (!absl::IsAborted(claim.status()) || !etag.empty()) break;
  }
  if (claim.ok()) return claim;
  // The reason for the refusal may be that the same request already succeeded.
  auto repeated = FindRepeated(context.store, key);
  if (!repeated) return claim.status();
  return ReadAgain(context.store, *repeated);
}

}  // namespace verbatim::registry
