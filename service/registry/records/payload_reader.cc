#include "registry/records/payload_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/records/index_keys.h"
#include "registry/records/wire_splice.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::Review;
using verbatim::v1::Revision;

absl::Status Unreadable(store::LogIndex index) {
  return StorageDamaged(absl::StrCat("the payload of log entry ", index, " cannot be parsed"));
}

absl::Status ErasedEntry(store::LogIndex index) {
  return Erased(absl::StrCat("the payload of log entry ", index));
}

// Reads the resource in a payload, and sets the fields that follow from the entry. The resource must be of
// this kind.
template <typename Resource>
absl::StatusOr<Resource> ReadAs(store::LogIndex index, const std::optional<std::string>& bytes,
                                bool (EntryPayload::*has)() const, Resource* (EntryPayload::*resource)()) {
  ABSL_ASSIGN_OR_RETURN(EntryPayload payload, ReadPayload(index, bytes));
  if (!(payload.*has)()) return Unreadable(index);
  Resource read = std::move(*(payload.*resource)());
  SetIndex(index, read);
  return read;
}

}  // namespace

absl::StatusOr<EntryPayload> ReadPayload(store::LogIndex index, const std::optional<std::string>& bytes) {
  if (!bytes) return ErasedEntry(index);
  EntryPayload payload;
  if (!payload.ParseFromString(*bytes)) return Unreadable(index);
  return payload;
}

absl::StatusOr<Document> ReadDocument(store::LogIndex index, const std::optional<std::string>& bytes) {
  return ReadAs<Document>(index, bytes, &EntryPayload::has_document, &EntryPayload::mutable_document);
}

absl::StatusOr<Revision> ReadRevision(store::LogIndex index, const std::optional<std::string>& bytes) {
  return ReadAs<Revision>(index, bytes, &EntryPayload::has_revision, &EntryPayload::mutable_revision);
}

absl::StatusOr<Claim> ReadClaim(store::LogIndex index, const std::optional<std::string>& bytes) {
  return ReadAs<Claim>(index, bytes, &EntryPayload::has_claim, &EntryPayload::mutable_claim);
}

absl::StatusOr<StoredClaim> ReadStoredClaim(store::LogIndex index, const std::optional<std::string>& bytes) {
  ABSL_ASSIGN_OR_RETURN(EntryPayload payload, ReadPayload(index, bytes));
  if (!payload.has_claim()) return Unreadable(index);
  StoredClaim stored;
  stored.claim = std::move(*payload.mutable_claim());
  SetIndex(index, stored.claim);
  stored.text_key = payload.text_key();
  stored.ever_cited.assign(payload.cited_documents().begin(), payload.cited_documents().end());
  if (stored.ever_cited.empty()) stored.ever_cited = CitedDocuments(stored.claim);
  return stored;
}

absl::Status AppendClaim(store::LogIndex index, const std::optional<std::string>& bytes,
                         std::string& response) {
  if (!bytes) return ErasedEntry(index);
  const std::optional<std::string_view> stored = wire::FindMessage(*bytes, EntryPayload::kClaimFieldNumber);
  if (!stored) return Unreadable(index);
  Claim rest;
  SetIndex(index, rest);
  wire::AppendMessage(1, *stored, rest, response);
  return absl::OkStatus();
}

absl::StatusOr<Evidence> ReadEvidence(store::LogIndex index, const std::optional<std::string>& bytes) {
  return ReadAs<Evidence>(index, bytes, &EntryPayload::has_evidence, &EntryPayload::mutable_evidence);
}

absl::StatusOr<Review> ReadReview(store::LogIndex index, const std::optional<std::string>& bytes) {
  return ReadAs<Review>(index, bytes, &EntryPayload::has_review, &EntryPayload::mutable_review);
}

absl::StatusOr<Link> ReadLink(store::LogIndex index, const std::optional<std::string>& bytes) {
  return ReadAs<Link>(index, bytes, &EntryPayload::has_link, &EntryPayload::mutable_link);
}

void SetIndex(store::LogIndex index, Document& document) { document.set_etag(EtagOf(index)); }

void SetIndex(store::LogIndex index, Revision& revision) { revision.set_log_index(index); }

void SetIndex(store::LogIndex index, Claim& claim) {
  claim.set_log_index(index);
  claim.set_etag(EtagOf(index));
}

void SetIndex(store::LogIndex index, Evidence& evidence) {
  evidence.set_log_index(index);
  evidence.set_etag(EtagOf(index));
  if (evidence.state() == verbatim::v1::EVIDENCE_STATE_UNSPECIFIED) {
    evidence.set_state(verbatim::v1::EVIDENCE_STATE_ACTIVE);
  }
}

void SetIndex(store::LogIndex index, Review& review) {
  review.set_log_index(index);
  review.set_etag(EtagOf(index));
}

void SetIndex(store::LogIndex index, Link& link) {
  link.set_log_index(index);
  link.set_etag(EtagOf(index));
  if (link.state() == verbatim::v1::LINK_STATE_UNSPECIFIED) link.set_state(verbatim::v1::LINK_STATE_ACTIVE);
}

std::string EtagOf(store::LogIndex index) { return absl::StrCat("i", absl::Hex(index)); }

}  // namespace verbatim::registry
