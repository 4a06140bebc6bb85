// Documents::Erase.
//
// One atomic write contains the entry of the erasure, which erases the payloads and texts of the document and
// its revisions. It also contains one entry for each claim that cites or ever cited the document, and for
// each evidence that cites it. This entry erases the earlier payloads of the claim or evidence. Each entry
// replaces the entry of its resource that was read, and the counters of claims and evidence are
// preconditions. So the commit fails if one of the resources has changed since it was read, or if a new claim
// or evidence cites the document. The write is then rebuilt.

#include <optional>
#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/documents/documents.h"
#include "registry/documents/redaction.h"
#include "registry/documents/remaining_words.h"
#include "registry/records/counters.h"
#include "registry/records/entry_builder.h"
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

using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using verbatim::v1::RemainingWords;
using Outcome = store::WriteResult::Outcome;

// New claims are refused during the erasure. Two kinds of writes can still conflict: claims that are already
// being recorded, and corrections of existing claims.
constexpr int kEraseAttempts = 16;

// Returns what remains of an erased document.
Document Remains(const Document& document, const verbatim::v1::EraseDocumentRequest& request,
                 int64_t now_micros) {
  Document remains;
  remains.set_name(document.name());
  remains.set_latest_revision(document.latest_revision());
  remains.set_revision_count(document.revision_count());
  *remains.mutable_create_time() = document.create_time();
  *remains.mutable_update_time() = ToTimestamp(now_micros);
  verbatim::v1::Erasure& erasure = *remains.mutable_erasure();
  erasure.set_requested_by(request.requested_by());
  erasure.set_reason(request.reason());
  *erasure.mutable_time() = remains.update_time();
  return remains;
}

store::NewEntry ErasureEntry(const store::Record& record, const EntryPayload& before, const Document& remains,
                             const RemainingWords& remaining, const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_document() = remains;
  *payload.mutable_remaining() = remaining;
  store::NewEntry entry =
      MakeDocumentEntry(log::EntryType::kDocumentErased, std::move(payload), &before, context);
  entry.replaces = record.latest;
  entry.counters = {ErasureCounter(remains.name())};
  entry.erases = {remains.name()};
  for (int64_t number = 1; number <= remains.revision_count(); ++number) {
    entry.erases.push_back(RevisionName(remains.name(), number));
  }
  return entry;
}

// Makes the entry that removes a document's words from a claim; nothing if the claim itself is erased.
absl::StatusOr<std::optional<store::NewEntry>> RedactedClaim(const store::Record& record,
                                                             const std::string& document,
                                                             const WriteContext& context) {
  ABSL_ASSIGN_OR_RETURN(StoredClaim before, ReadStoredClaim(record.latest, record.payload));
  if (before.claim.has_erasure()) return std::nullopt;
  StoredClaim after = before;
  Redact(document, after.claim);
  *after.claim.mutable_update_time() = ToTimestamp(context.now_micros);
  return MakeClaimEntry(log::EntryType::kClaimRedacted, after, &before, context);
}

// Makes the entry that removes a document's words from evidence; nothing if the evidence itself is erased.
absl::StatusOr<std::optional<store::NewEntry>> RedactedEvidence(const store::Record& record,
                                                                const std::string&,
                                                                const WriteContext& context) {
  ABSL_ASSIGN_OR_RETURN(verbatim::v1::Evidence before, ReadEvidence(record.latest, record.payload));
  if (before.erased()) return std::nullopt;
  verbatim::v1::Evidence after = before;
  Redact(*after.mutable_citation());
  return MakeEvidenceEntry(log::EntryType::kEvidenceRedacted, after, &before, context);
}

// For each resource that is listed under `key`, adds an entry made by `redacted`.
template <typename Redacted>
absl::Status RedactAll(store::Store& store, const std::string& document, const std::string& key,
                       const WriteContext& context, Redacted redacted, store::Write& write) {
  return ForEachListed(store, {key}, [&](const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(std::optional<store::NewEntry> entry, redacted(record, document, context));
    if (!entry) return absl::OkStatus();
    entry->replaces = record.latest;
    entry->erases = {record.resource};
    write.entries.push_back(*std::move(entry));
    return absl::OkStatus();
  });
}

// Erases a document unless the document, or a claim or evidence that cites it, has changed since it was read.
absl::StatusOr<store::WriteResult> EraseOnce(const RegistryContext& context,
                                             const verbatim::v1::EraseDocumentRequest& request,
                                             const RemainingWords& remaining,
                                             const WriteContext& write_context) {
  const std::string& name = request.name();
  // Read these before listing claims and evidence: a resource that is recorded later changes the counters.
  const std::vector<std::string> counters = {ClaimCounters({name}).front(), EvidenceCounter(name)};
  ABSL_ASSIGN_OR_RETURN(auto counts, FromStore(context.store.ReadCounters(counters)));
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context.store, name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
  ABSL_ASSIGN_OR_RETURN(const EntryPayload payload, ReadPayload(record.latest, record.payload));
  if (document.has_erasure()) return Erased(name);
  if (!request.etag().empty() && request.etag() != document.etag()) return StaleEtag(name, document.etag());

  store::Write write;
  write.request = write_context.request;
  for (size_t i = 0; i < counters.size(); ++i) write.preconditions.push_back({counters[i], counts[i]});
  write.entries.push_back(ErasureEntry(record, payload, Remains(document, request, write_context.now_micros),
                                       remaining, write_context));
  verbatim::v1::ClaimFilter citing;
  citing.set_document(name);
  for (const std::string& key : {MostSelectiveFirst(FilterKeys(citing)).front(), FormerlyCitedKey(name)}) {
    ABSL_RETURN_IF_ERROR(RedactAll(context.store, name, key, write_context, RedactedClaim, write));
  }
  verbatim::v1::EvidenceFilter evidence;
  evidence.set_document(name);
  ABSL_RETURN_IF_ERROR(RedactAll(context.store, name,
                                 MostSelectiveFirst(FilterKeys(kAnyClaim, evidence)).front(), write_context,
                                 RedactedEvidence, write));
  return context.queue.SubmitAndWait(std::move(write));
}

// Returns the number of claims among the entries of an erasure. The document's entry comes first, then the
// entries of the claims, then the entries of the evidence.
absl::StatusOr<int64_t> CountClaims(store::Store& store, const store::WriteResult& result) {
  store::LogIndex first_evidence = result.first_index + 1;
  for (store::LogIndex end = result.first_index + result.count; first_evidence < end;) {
    const store::LogIndex middle = first_evidence + (end - first_evidence) / 2;
    ABSL_ASSIGN_OR_RETURN(auto entry, FromStore(store.ReadEntries(middle, 1)));
    std::optional<log::Leaf> leaf = entry.empty() ? std::nullopt : log::DecodeLeaf(entry.front().leaf);
    if (!leaf) return MissingEntries();
    if (leaf->type == log::EntryType::kEvidenceRedacted) {
      end = middle;
    } else {
      first_evidence = middle + 1;
    }
  }
  return first_evidence - result.first_index - 1;
}

// Returns the response to an erasure that was committed.
absl::StatusOr<verbatim::v1::EraseDocumentResponse> Respond(store::Store& store,
                                                            const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, FromStore(store.ReadEntries(result.first_index, 1)));
  if (entries.empty()) return MissingEntries();
  verbatim::v1::EraseDocumentResponse response;
  ABSL_ASSIGN_OR_RETURN(EntryPayload payload, ReadPayload(result.first_index, entries.front().payload));
  if (payload.has_remaining()) *response.mutable_remaining() = std::move(*payload.mutable_remaining());
  ABSL_ASSIGN_OR_RETURN(*response.mutable_document(),
                        ReadDocument(result.first_index, entries.front().payload));
  ABSL_ASSIGN_OR_RETURN(const int64_t claims, CountClaims(store, result));
  response.set_redacted_claims(claims);
  response.set_redacted_evidence(result.count - 1 - claims);
  return response;
}

}  // namespace

absl::StatusOr<verbatim::v1::EraseDocumentResponse> Documents::Erase(
    const access::Caller& caller, verbatim::v1::EraseDocumentRequest request) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsDocumentName(request.name())) violations.Add("name", "must be documents/{id}");
  CheckErasure(request.requested_by(), request.reason(), violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  if (auto repeated = FindRepeated(context_.store, key)) return Respond(context_.store, *repeated);
  // The search reads the texts, so it comes before they cannot be read any more.
  const RemainingWords remaining = FindRemainingWords(context_, request.name());
  RevisionTexts::Suspension suspension(context_.texts, request.name());
  absl::StatusOr<store::WriteResult> result = TooContended(request.name());
  for (int attempt = 0; attempt < kEraseAttempts; ++attempt) {
    const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
    result = EraseOnce(context_, request, remaining, write_context);
    if (!result.ok()) break;
    if (result->outcome == Outcome::kCommitted || result->outcome == Outcome::kRepeated) {
      context_.caches.EraseAll();
      return Respond(context_.store, *result);
    }
    if (result->outcome == Outcome::kRequestReused) return ToStatus(*result, key);
    result = TooContended(request.name());
  }
  // The reason for the refusal may be that the same request already succeeded.
  if (auto repeated = FindRepeated(context_.store, key)) return Respond(context_.store, *repeated);
  return result.status();
}

}  // namespace verbatim::registry
