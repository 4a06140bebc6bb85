// Documents::CreateRevision.
//
// One atomic write contains the entries of the revision and of the document. It also contains one entry, with
// new anchorings, for each claim that cites the document. The document is locked exclusively during the write
// (commit/document_locks.h). Each entry replaces the entry of its claim that was read, and the counter of
// claims is a precondition. So the commit fails if a claim has changed since it was read, or if a new claim
// cites the document. The write is then rebuilt.

#include <map>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/documents/documents.h"
#include "registry/records/counters.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/reading_metadata.h"
#include "registry/records/text_keys.h"
#include "registry/requests/listing.h"
#include "registry/requests/validation.h"
#include "registry/sources/anchoring.h"
#include "registry/sources/revisions.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Citation;
using verbatim::v1::Claim;
using verbatim::v1::ClaimAnchoring;
using verbatim::v1::CreateRevisionResponse;
using verbatim::v1::Document;
using verbatim::v1::Revision;
using Outcome = store::WriteResult::Outcome;

// The lock keeps new claims out. Two kinds of writes can still conflict: corrections of existing claims, and
// writes by other processes on the same database.
constexpr int kRevisionAttempts = 16;

bool Cites(const Citation& citation, std::string_view document) {
  return !citation.erased() && DocumentOfRevision(citation.revision()) == document;
}

// A claim that cites the document, before and after it is anchored in the new revision.
struct Reanchored {
  store::LogIndex latest = 0;
  StoredClaim before;
  StoredClaim after;
};

absl::StatusOr<std::vector<Reanchored>> ReadClaims(store::Store& store, const std::string& document) {
  verbatim::v1::ClaimFilter citing;
  citing.set_document(document);
  std::vector<Reanchored> claims;
  auto add = [&](const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(StoredClaim claim, ReadStoredClaim(record.latest, record.payload));
    claims.push_back({record.latest, claim, claim});
    return absl::OkStatus();
  };
  ABSL_RETURN_IF_ERROR(ForEachListed(store, MostSelectiveFirst(FilterKeys(citing)), add));
  return claims;
}

// Returns the anchoring of the claim's first citation of the document. Erased citations do not count.
ClaimAnchoring ResponseFor(const Claim& claim, std::string_view document) {
  ClaimAnchoring response;
  response.set_claim(claim.name());
  for (int i = 0; i < claim.citations_size(); ++i) {
    if (!Cites(claim.citations(i), document)) continue;
    *response.mutable_anchoring() = AnchoringOf(claim, i);
    break;
  }
  return response;
}

// Anchors the claims' citations of a document in its new revision.
absl::Status Reanchor(RevisionTexts& texts, const RevisionText& latest, const sync::CallContext& call,
                      std::vector<Reanchored>& claims) {
  const std::string document(DocumentOfRevision(latest.name));
  // Grouped by cited revision, so that only one alignment is in memory at a time.
  std::map<std::string, std::vector<std::pair<Claim*, int>>> by_revision;
  for (Reanchored& reanchored : claims) {
    Claim& claim = reanchored.after.claim;
    SizeAnchorings(claim);
    MarkUnchanged(claim);
    for (int i = 0; i < claim.citations_size(); ++i) {
      const Citation& citation = claim.citations(i);
      if (Cites(citation, document)) by_revision[citation.revision()].emplace_back(&claim, i);
    }
  }
  for (const auto& [revision, citations] : by_revision) {
    ABSL_ASSIGN_OR_RETURN(RevisionText cited, texts.Read(revision, "parent"));
    const RevisionAlignment words(std::move(cited), latest, call.ShouldStop());
    for (const auto& [claim, i] : citations) {
      ABSL_RETURN_IF_ERROR(call.Check());
      verbatim::v1::Anchoring& anchoring = AnchoringOf(*claim, i);
      const verbatim::v1::AnchoringState previous = anchoring.state();
      anchoring = Anchor(words, *claim, claim->citations(i));
      anchoring.set_previous_state(previous);
    }
  }
  return absl::OkStatus();
}

// A document and its latest revision, as they are stored.
struct Latest {
  store::LogIndex document_index = 0;
  Document document;
  verbatim::v1::EntryPayload payload;  // has the document
  Revision revision;
};

absl::StatusOr<Latest> ReadLatest(store::Store& store, const std::string& name) {
  Latest latest;
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store, name, "parent"));
  latest.document_index = record.latest;
  ABSL_ASSIGN_OR_RETURN(latest.document, ReadDocument(record.latest, record.payload));
  ABSL_ASSIGN_OR_RETURN(latest.payload, ReadPayload(record.latest, record.payload));
  if (latest.document.has_erasure()) return Erased(name);
  ABSL_ASSIGN_OR_RETURN(auto revision, ReadResource(store, latest.document.latest_revision(), "parent"));
  ABSL_ASSIGN_OR_RETURN(latest.revision, ReadRevision(revision.created, revision.payload));
  return latest;
}

// Returns whether a revision was retrieved earlier than the previous revision.
bool IsOutOfOrder(const Revision& revision, const Revision& previous) {
  using google::protobuf::util::TimeUtil;
  return revision.has_retrieve_time() && previous.has_retrieve_time() &&
         TimeUtil::TimestampToNanoseconds(revision.retrieve_time()) <
             TimeUtil::TimestampToNanoseconds(previous.retrieve_time());
}

// Makes the entry of a document with a new revision.
store::NewEntry UpdatedDocument(const Latest& latest, const Revision& revision,
                                const WriteContext& write_context) {
  verbatim::v1::EntryPayload payload;
  Document& document = *payload.mutable_document();
  document = latest.document;
  document.set_latest_revision(revision.name());
  document.set_revision_count(NumberOfRevision(revision.name()));
  *document.mutable_update_time() = revision.create_time();
  document.clear_etag();
  *payload.mutable_text_keys() = latest.payload.text_keys();
  AddTextKey(KeyOfText(revision.text_sha256()), payload);
  KeepReadingMetadata(latest.payload, payload);
  store::NewEntry entry =
      MakeDocumentEntry(log::EntryType::kDocumentUpdated, std::move(payload), &latest.payload, write_context);
  entry.replaces = latest.document_index;
  return entry;
}

// Records a revision unless the document, or a claim that cites the document, has changed since it was read.
// Sets `response` for a revision that is committed or is unchanged.
absl::StatusOr<store::WriteResult> CreateOnce(const RegistryContext& context, const SourceText& source,
                                              const verbatim::v1::CreateRevisionRequest& request,
                                              const WriteContext& write_context,
                                              const sync::CallContext& call,
                                              CreateRevisionResponse& response) {
  response.Clear();
  const std::string& name = request.parent();
  const sync::ErasableCaches::Epoch epoch = context.caches.epoch();
  // Read this before listing the claims: a claim that is recorded later changes the counter.
  const std::string counter = ClaimCounters({name}).front();
  ABSL_ASSIGN_OR_RETURN(auto count, FromStore(context.store.ReadCounters(std::span(&counter, 1))));
  ABSL_ASSIGN_OR_RETURN(Latest latest, ReadLatest(context.store, name));
  // Newer rules may extract another text from the same content (Revision.text_rules). The other text is a new
  // revision.
  if (latest.revision.content_sha256() == source.content_sha256 &&
      latest.revision.media_type() == source.media_type &&
      latest.revision.text_sha256() == source.text_sha256) {
    *response.mutable_revision() = std::move(latest.revision);
    response.set_unchanged(true);
    return store::WriteResult{};
  }

  Revision revision = MakeRevision(RevisionName(name, latest.document.revision_count() + 1), source,
                                   write_context.now_micros);
  if (request.has_retrieve_time()) {
    *revision.mutable_retrieve_time() = request.retrieve_time();
    revision.set_out_of_order(IsOutOfOrder(revision, latest.revision));
  }
  const RevisionText text{revision.name(), SourceOf(latest.document), source.text, epoch};
  ABSL_ASSIGN_OR_RETURN(auto claims, ReadClaims(context.store, name));
  ABSL_RETURN_IF_ERROR(Reanchor(context.texts, text, call, claims));

  store::Write write;
  write.request = write_context.request;
  write.preconditions = {{counter, count.front()}, {ErasureCounter(name), 0}};
  ABSL_ASSIGN_OR_RETURN(store::NewEntry entry, RevisionEntry(revision, source, write_context, call));
  write.entries.push_back(std::move(entry));
  write.entries.push_back(UpdatedDocument(latest, revision, write_context));
  for (Reanchored& claim : claims) {
    *claim.after.claim.mutable_update_time() = revision.create_time();
    write.entries.push_back(
        MakeClaimEntry(log::EntryType::kClaimReanchored, claim.after, &claim.before, write_context));
    write.entries.back().replaces = claim.latest;
    *response.add_anchorings() = ResponseFor(claim.after.claim, name);
  }
  auto result = context.queue.SubmitAndWait(std::move(write));
  if (!result.ok() || result->outcome != Outcome::kCommitted) return result;
  SetIndex(result->first_index, revision);
  *response.mutable_revision() = std::move(revision);
  context.texts.Keep(text);
  return result;
}

// Returns the response to a request that was committed before.
absl::StatusOr<CreateRevisionResponse> RespondAgain(store::Store& store, const store::WriteResult& result,
                                                    const std::string& document) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(store, result));
  CreateRevisionResponse response;
  for (const store::Entry& entry : entries) {
    if (entry.index == result.first_index) {
      ABSL_ASSIGN_OR_RETURN(*response.mutable_revision(), ReadRevision(entry.index, entry.payload));
    } else if (entry.index > result.first_index + 1) {  // after the document's entry
      ABSL_ASSIGN_OR_RETURN(auto claim, ReadClaim(entry.index, entry.payload));
      *response.add_anchorings() = ResponseFor(claim, document);
    }
  }
  return response;
}

}  // namespace

absl::StatusOr<CreateRevisionResponse> Documents::CreateRevision(const access::Caller& caller,
                                                                 verbatim::v1::CreateRevisionRequest request,
                                                                 const sync::CallContext& call) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsDocumentName(request.parent())) violations.Add("parent", "must be documents/{id}");
  CheckContent(request.content(), context_.limits, "content", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  CheckTime(request.has_retrieve_time(), request.retrieve_time(), "retrieve_time", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const std::string name = request.parent();
  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  if (auto repeated = FindRepeated(context_.store, key)) return RespondAgain(context_.store, *repeated, name);

  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, name, "parent"));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
  if (document.has_erasure()) return Erased(name);
  ABSL_ASSIGN_OR_RETURN(const auto source,
                        ReadContent(std::move(*request.mutable_content()), document.language_code(), call));

  ABSL_ASSIGN_OR_RETURN(const DocumentLocks::Lock lock, context_.locks.LockExclusive(name));
  CreateRevisionResponse response;
  for (int attempt = 0; attempt < kRevisionAttempts; ++attempt) {
    const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
    ABSL_ASSIGN_OR_RETURN(auto result, CreateOnce(context_, source, request, write_context, call, response));
    if (result.outcome == Outcome::kCommitted) return response;
    if (result.outcome == Outcome::kRepeated) return RespondAgain(context_.store, result, name);
    if (result.outcome == Outcome::kRequestReused) return ToStatus(result, key);
  }
  return TooContended(name);
}

}  // namespace verbatim::registry
