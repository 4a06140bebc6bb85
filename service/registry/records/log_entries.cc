#include "registry/records/log_entries.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "registry/records/entry_builder.h"
#include "registry/records/erased_claim.h"
#include "registry/records/index_keys.h"
#include "registry/records/wire_splice.h"
#include "status/errors.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::EntryPayload;

bool FitsType(log::EntryType type, const EntryPayload& payload) {
  switch (type) {
    case log::EntryType::kDocumentCreated:
    case log::EntryType::kDocumentUpdated:
    case log::EntryType::kDocumentCorrected:
      return payload.has_document() && !payload.document().has_erasure();
    case log::EntryType::kDocumentErased:
      return payload.has_document() && payload.document().has_erasure();
    case log::EntryType::kRevisionCreated:
      return payload.has_revision();
    case log::EntryType::kClaimCreated:
    case log::EntryType::kClaimUpdated:
    case log::EntryType::kClaimRetracted:
    case log::EntryType::kClaimRedacted:
    case log::EntryType::kClaimReanchored:
      return payload.has_claim() && !payload.claim().has_erasure();
    case log::EntryType::kClaimErased:
      return IsErasedWithClaim(payload);
    case log::EntryType::kEvidenceCreated:
    case log::EntryType::kEvidenceRedacted:
    case log::EntryType::kEvidenceRetracted:
      return payload.has_evidence();
    case log::EntryType::kReviewCreated:
    case log::EntryType::kReviewSuperseded:
    case log::EntryType::kReviewRetracted:
      return payload.has_review();
    case log::EntryType::kLinkCreated:
    case log::EntryType::kLinkRetracted:
      return payload.has_link();
  }
  return false;
}

const std::string& NameIn(const EntryPayload& payload) {
  switch (payload.resource_case()) {
    case EntryPayload::kDocument:
      return payload.document().name();
    case EntryPayload::kRevision:
      return payload.revision().name();
    case EntryPayload::kEvidence:
      return payload.evidence().name();
    case EntryPayload::kReview:
      return payload.review().name();
    case EntryPayload::kLink:
      return payload.link().name();
    case EntryPayload::kClaim:
    case EntryPayload::RESOURCE_NOT_SET:
      break;
  }
  return payload.claim().name();
}

std::optional<std::string_view> DisplayNameIn(const store::Entry& entry) {
  if (!entry.payload) return std::nullopt;
  return wire::FindMessage(*entry.payload, EntryPayload::kCallerDisplayNameFieldNumber);
}

}  // namespace

bool Fits(const log::Leaf& leaf, const EntryPayload& payload) {
  return FitsType(leaf.type, payload) && NameIn(payload) == leaf.resource;
}

absl::StatusOr<verbatim::v1::LogEntry> ToLogEntry(const store::Entry& entry, EntryParts parts) {
  std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
  if (!leaf) return StorageDamaged(absl::StrCat("the leaf of log entry ", entry.index, " cannot be parsed"));
  verbatim::v1::LogEntry shown;
  shown.set_index(entry.index);
  shown.set_leaf(entry.leaf);
  if (entry.payload && parts == EntryParts::kAll) shown.set_payload(*entry.payload);
  shown.set_erased(!entry.payload);
  shown.set_type(static_cast<verbatim::v1::EntryType>(leaf->type));  // both enums have the same numbers
  shown.set_resource(leaf->resource);
  *shown.mutable_time() = ToTimestamp(leaf->time_micros);
  shown.set_principal(leaf->principal);
  if (const auto name = DisplayNameIn(entry)) shown.set_principal_display_name(std::string(*name));
  shown.set_request_id(leaf->request_id);
  return shown;
}

void HidePrincipal(verbatim::v1::LogEntry& entry) {
  entry.clear_leaf();
  entry.clear_principal();
  if (entry.principal_display_name().empty()) return;
  entry.clear_principal_display_name();
  EntryPayload payload;
  if (entry.payload().empty() || !payload.ParseFromString(entry.payload())) return;
  payload.clear_caller_display_name();
  entry.set_payload(payload.SerializeAsString());
}

EntrySubjects SubjectsOf(const verbatim::v1::LogEntry& entry) {
  EntrySubjects subjects;
  if (IsDocumentName(entry.resource())) {
    subjects.documents = {entry.resource()};
    return subjects;
  }
  if (IsRevisionName(entry.resource())) {
    subjects.documents.emplace_back(DocumentOfRevision(entry.resource()));
    return subjects;
  }
  subjects.claims.emplace_back(ClaimOf(entry.resource()));
  EntryPayload payload;
  if (!payload.ParseFromString(entry.payload())) return subjects;
  if (payload.has_link()) subjects.claims.push_back(payload.link().target());
  if (payload.has_evidence()) {
    subjects.documents.emplace_back(DocumentOfRevision(payload.evidence().citation().revision()));
  }
  if (!payload.has_claim()) return subjects;
  subjects.documents = CitedDocuments(payload.claim());
  auto add = [&](const verbatim::v1::Anchoring& anchoring) {
    if (anchoring.state() != anchoring.previous_state()) subjects.anchoring_states.insert(anchoring.state());
  };
  add(payload.claim().anchoring());
  for (const auto& anchoring : payload.claim().further_anchorings()) add(anchoring);
  return subjects;
}

bool NeedsPayload(const verbatim::v1::LogEntryFilter& filter) {
  return !filter.document().empty() || !filter.claim().empty() || !filter.anchoring_states().empty();
}

bool Passes(const verbatim::v1::LogEntryFilter& filter, const verbatim::v1::LogEntry& entry,
            const EntrySubjects& subjects) {
  auto contains = [](const auto& range, const auto& value) {
    return std::find(range.begin(), range.end(), value) != range.end();
  };
  return (filter.types().empty() || contains(filter.types(), entry.type())) &&
         (filter.resource().empty() || filter.resource() == entry.resource()) &&
         (filter.principal().empty() || filter.principal() == entry.principal()) &&
         (filter.claim().empty() || contains(subjects.claims, filter.claim())) &&
         (filter.document().empty() || contains(subjects.documents, filter.document())) &&
         (filter.anchoring_states().empty() ||
          std::any_of(subjects.anchoring_states.begin(), subjects.anchoring_states.end(),
                      [&](int state) { return contains(filter.anchoring_states(), state); }));
}

}  // namespace verbatim::registry
