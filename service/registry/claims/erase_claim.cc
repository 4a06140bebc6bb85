// Claims::Erase.
//
// One atomic write erases the payloads of the claim and of the first of its evidence, reviews and links.
// Further writes erase the rest. From the first write on, a counter of the claim refuses new evidence, reviews
// and links (reviews/claim_children.h), so that the rest ends. A call that finds the claim erased completes an
// erasure that a crash interrupted.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "registry/claims/claims.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/entry_builder.h"
#include "registry/records/erased_claim.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EraseClaimRequest;
using verbatim::v1::EraseClaimResponse;
using Outcome = store::WriteResult::Outcome;

// Maximum number of attempts of a write if other calls keep writing the same resources.
constexpr int kEraseAttempts = 16;

// Maximum number of evidence, reviews and links that one write erases. Bounds the time for which other writes
// wait, to some 20 ms.
constexpr size_t kChildrenPerWrite = 500;

// Returns the index keys of a claim's evidence, reviews and links.
std::vector<std::string> ChildKeys(const std::string& claim) {
  return {MostSelectiveFirst(FilterKeys(claim, verbatim::v1::EvidenceFilter())).front(),
          MostSelectiveFirst(FilterKeys(claim, verbatim::v1::ReviewFilter())).front(),
          MostSelectiveFirst(FilterKeys(claim, verbatim::v1::LinkFilter())).front()};
}

// Makes the entry that erases a child; nothing if the child is already erased. `make` makes an entry from the
// child as it remains and as it was.
template <typename Child, typename Make>
std::optional<store::NewEntry> ErasedChild(const Child& before, const WriteContext& context, Make make) {
  if (before.erased()) return std::nullopt;
  Child after = RemainsOf(before);
  *after.mutable_update_time() = ToTimestamp(context.now_micros);
  return make(log::EntryType::kClaimErased, after, &before, context);
}

absl::StatusOr<std::optional<store::NewEntry>> ErasedChild(const store::Record& record,
                                                           const WriteContext& context) {
  std::optional<store::NewEntry> entry;
  if (IsEvidenceName(record.resource)) {
    ABSL_ASSIGN_OR_RETURN(const auto evidence, ReadEvidence(record.latest, record.payload));
    entry = ErasedChild(evidence, context, MakeEvidenceEntry);
  } else if (IsReviewName(record.resource)) {
    ABSL_ASSIGN_OR_RETURN(const auto review, ReadReview(record.latest, record.payload));
    entry = ErasedChild(review, context, MakeReviewEntry);
  } else {
    ABSL_ASSIGN_OR_RETURN(const auto link, ReadLink(record.latest, record.payload));
    entry = ErasedChild(link, context, MakeLinkEntry);
  }
  if (!entry) return entry;
  entry->replaces = record.latest;
  entry->erases = {record.resource};
  return entry;
}

// Adds to the write the entries that erase the first children of the claim.
absl::Status EraseFirstChildren(store::Store& store, const std::string& claim, const WriteContext& context,
                                store::Write& write) {
  auto add = [&](const store::Record& record) -> absl::Status {
    ABSL_ASSIGN_OR_RETURN(auto entry, ErasedChild(record, context));
    if (entry && write.entries.size() < kChildrenPerWrite) write.entries.push_back(*std::move(entry));
    return absl::OkStatus();
  };
  for (std::string& key : ChildKeys(claim)) {
    ABSL_RETURN_IF_ERROR(
        ForEachListed(store, {std::move(key)}, add, static_cast<int64_t>(kChildrenPerWrite)));
  }
  return absl::OkStatus();
}

// Erases the claim unless it, or one of the children that the write contains, has changed since it was read.
absl::StatusOr<store::WriteResult> EraseOnce(const RegistryContext& context, const EraseClaimRequest& request,
                                             const WriteContext& write_context) {
  const std::string& name = request.name();
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context.store, name, "name"));
  ABSL_ASSIGN_OR_RETURN(const StoredClaim before, ReadStoredClaim(record.latest, record.payload));
  if (before.claim.has_erasure()) return ClaimErased(name);
  if (!request.etag().empty() && request.etag() != before.claim.etag()) {
    return StaleEtag(name, before.claim.etag());
  }
  StoredClaim after;
  after.claim = RemainsOf(before.claim);
  after.ever_cited = before.ever_cited;
  *after.claim.mutable_update_time() = ToTimestamp(write_context.now_micros);
  verbatim::v1::Erasure& erasure = *after.claim.mutable_erasure();
  erasure.set_requested_by(request.requested_by());
  erasure.set_reason(request.reason());
  *erasure.mutable_time() = after.claim.update_time();

  store::Write write;
  write.request = write_context.request;
  write.entries.push_back(
      MakeClaimEntry(log::EntryType::kClaimErased, std::move(after), &before, write_context));
  write.entries.front().replaces = record.latest;
  write.entries.front().erases = {name};
  ABSL_RETURN_IF_ERROR(EraseFirstChildren(context.store, name, write_context, write));
  return context.queue.SubmitAndWait(std::move(write));
}

// Erases the children that the write of the claim's own entry left. Returns the number of all children.
absl::StatusOr<int64_t> EraseRest(const RegistryContext& context, const access::Caller& caller,
                                  const std::string& claim) {
  const std::optional<store::RequestKey> no_key;
  for (int attempt = 0; attempt < kEraseAttempts; ++attempt) {
    const WriteContext write_context{context.environment, caller, no_key, context.environment.now_micros()};
    int64_t count = 0;
    bool complete = true;
    store::Write write;
    auto commit = [&]() -> absl::Status {
      if (write.entries.empty()) return absl::OkStatus();
      ABSL_ASSIGN_OR_RETURN(auto result, context.queue.SubmitAndWait(std::exchange(write, {})));
      // If another call wrote one of the children, the next attempt reads the child again.
      complete = complete && result.outcome == Outcome::kCommitted;
      return absl::OkStatus();
    };
    auto add = [&](const store::Record& record) -> absl::Status {
      ++count;
      ABSL_ASSIGN_OR_RETURN(auto entry, ErasedChild(record, write_context));
      if (entry) write.entries.push_back(*std::move(entry));
      return write.entries.size() < kChildrenPerWrite ? absl::OkStatus() : commit();
    };
    for (std::string& key : ChildKeys(claim)) {
      ABSL_RETURN_IF_ERROR(ForEachListed(context.store, {std::move(key)}, add));
    }
    ABSL_RETURN_IF_ERROR(commit());
    if (complete) return count;
  }
  return TooContended(claim);
}

// Whether the claim is erased, as far as it can be read.
bool IsErasedClaim(store::Store& store, const std::string& name) {
  absl::StatusOr<store::Record> record = ReadResource(store, name, "name");
  if (!record.ok()) return false;
  absl::StatusOr<verbatim::v1::Claim> claim = ReadClaim(record->latest, record->payload);
  return claim.ok() && claim->has_erasure();
}

}  // namespace

absl::StatusOr<EraseClaimResponse> Claims::Erase(const access::Caller& caller, EraseClaimRequest request) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsClaimName(request.name())) violations.Add("name", "must be claims/{id}");
  CheckErasure(request.requested_by(), request.reason(), violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  absl::StatusOr<store::WriteResult> result = TooContended(request.name());
  for (int attempt = 0; attempt < kEraseAttempts; ++attempt) {
    const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
    result = EraseOnce(context_, request, write_context);
    if (!result.ok() || result->outcome != Outcome::kStale) break;
    result = TooContended(request.name());
  }
  if (result.ok() && result->outcome != Outcome::kCommitted && result->outcome != Outcome::kRepeated) {
    return ToStatus(*result, key);
  }
  if (!result.ok()) {
    // The reason for the refusal may be that the same request already succeeded.
    if (auto repeated = FindRepeated(context_.store, key)) result = *std::move(repeated);
  }
  const bool is_erased = result.ok() || IsErasedClaim(context_.store, request.name());
  if (!is_erased) return result.status();
  ABSL_ASSIGN_OR_RETURN(const int64_t children, EraseRest(context_, caller, request.name()));
  context_.caches.EraseAll();
  if (!result.ok()) return result.status();
  ABSL_ASSIGN_OR_RETURN(auto entries, FromStore(context_.store.ReadEntries(result->first_index, 1)));
  if (entries.empty()) return MissingEntries();
  EraseClaimResponse response;
  ABSL_ASSIGN_OR_RETURN(*response.mutable_claim(), ReadClaim(result->first_index, entries.front().payload));
  response.set_erased_children(children);
  return response;
}

}  // namespace verbatim::registry
