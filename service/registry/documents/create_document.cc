// Documents::Create.

#include <memory>
#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/documents/documents.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/records/text_keys.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/revisions.h"
#include "registry/sources/similar.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "status/uri_schemes.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::CreateDocumentRequest;
using verbatim::v1::CreateDocumentResponse;
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using verbatim::v1::Revision;
using Outcome = store::WriteResult::Outcome;

// A new document with its first revision, ready to be stored.
struct NewDocument {
  Document document;
  Revision revision;
  std::shared_ptr<const text::IndexedText> text;
  sync::ErasableCaches::Epoch epoch;     // before the document was stored
  std::vector<store::NewEntry> entries;  // entries of the document and the revision
  std::vector<std::string> similar;      // documents recorded before
};

Document MakeDocument(CreateDocumentRequest& request, const std::string& name, int64_t now_micros) {
  Document document = std::move(*request.mutable_document());
  document.set_name(name);
  document.set_latest_revision(RevisionName(name, 1));
  document.set_revision_count(1);
  document.clear_claim_count();
  *document.mutable_create_time() = ToTimestamp(now_micros);
  *document.mutable_update_time() = ToTimestamp(now_micros);
  document.clear_etag();
  document.clear_erasure();
  return document;
}

store::NewEntry DocumentEntry(const Document& document, const Revision& revision,
                              const WriteContext& write_context) {
  EntryPayload payload;
  *payload.mutable_document() = document;
  AddTextKey(KeyOfText(revision.text_sha256()), payload);
  return MakeDocumentEntry(log::EntryType::kDocumentCreated, std::move(payload), nullptr, write_context);
}

absl::StatusOr<NewDocument> Prepare(const RegistryContext& context, CreateDocumentRequest request,
                                    const WriteContext& write_context, const sync::CallContext& call) {
  const std::string id =
      request.document_id().empty() ? MakeUuidV7(context.environment) : request.document_id();
  NewDocument prepared;
  prepared.epoch = context.caches.epoch();
  Document& document = prepared.document;
  document = MakeDocument(request, DocumentName(id), write_context.now_micros);
  ABSL_ASSIGN_OR_RETURN(SourceText source,
                        ReadContent(std::move(*request.mutable_content()), document.language_code(), call));
  if (document.title().empty()) document.set_title(source.title);
  if (document.language_code().empty()) document.set_language_code(source.language);
  Revision& revision = prepared.revision;
  revision = MakeRevision(document.latest_revision(), source, write_context.now_micros);
  if (request.has_retrieve_time()) *revision.mutable_retrieve_time() = request.retrieve_time();
  prepared.text = source.text;
  prepared.entries.push_back(DocumentEntry(document, revision, write_context));
  ABSL_ASSIGN_OR_RETURN(store::NewEntry entry,
                        RevisionEntry(revision, std::move(source), write_context, call));
  prepared.entries.push_back(std::move(entry));
  ABSL_ASSIGN_OR_RETURN(prepared.similar, SimilarDocuments(context.store, document, revision.text_sha256()));
  return prepared;
}

// Returns the response to a request that was committed before.
absl::StatusOr<CreateDocumentResponse> RespondAgain(store::Store& store, const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(store, result));
  if (entries.size() != 2) return StorageDamaged("a document was not recorded with one revision");
  CreateDocumentResponse response;
  ABSL_ASSIGN_OR_RETURN(*response.mutable_document(), ReadDocument(entries[0].index, entries[0].payload));
  ABSL_ASSIGN_OR_RETURN(*response.mutable_revision(), ReadRevision(entries[1].index, entries[1].payload));
  ABSL_ASSIGN_OR_RETURN(const auto similar,
                        SimilarDocuments(store, response.document(), response.revision().text_sha256()));
  response.mutable_similar_documents()->Assign(similar.begin(), similar.end());
  return response;
}

absl::StatusOr<CreateDocumentResponse> OnCommitted(const RegistryContext& context, NewDocument prepared,
                                                   const std::optional<store::RequestKey>& key,
                                                   const absl::StatusOr<store::WriteResult>& committed) {
  if (!committed.ok()) return committed.status();
  if (committed->outcome == Outcome::kRepeated) return RespondAgain(context.store, *committed);
  if (committed->outcome != Outcome::kCommitted) return ToStatus(*committed, key);
  auto& [document, revision, text, epoch, entries, similar] = prepared;
  context.texts.Keep({revision.name(), SourceOf(document), text, epoch});
  SetIndex(committed->first_index, document);
  SetIndex(committed->first_index + 1, revision);
  CreateDocumentResponse response;
  *response.mutable_document() = std::move(document);
  *response.mutable_revision() = std::move(revision);
  response.mutable_similar_documents()->Assign(similar.begin(), similar.end());
  return response;
}

}  // namespace

void Documents::Create(const access::Caller& caller, CreateDocumentRequest request,
                       Done<CreateDocumentResponse> done, const sync::CallContext& call) {
  Violations violations;
  CheckDocument(request.document(), "document", violations);
  CheckUriSchemes(request.document(), nullptr, "document", violations);
  CheckContent(request.content(), context_.limits, "content", violations);
  CheckNewId(request.document_id(), "document_id", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  CheckTime(request.has_retrieve_time(), request.retrieve_time(), "retrieve_time", violations);
  if (!violations.empty()) return std::move(done)(violations.ToStatus());

  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  if (auto repeated = FindRepeated(context_.store, key)) {
    return std::move(done)(RespondAgain(context_.store, *repeated));
  }
  const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
  absl::StatusOr<NewDocument> prepared = Prepare(context_, std::move(request), write_context, call);
  if (!prepared.ok()) return std::move(done)(prepared.status());
  store::Write write{std::move(prepared->entries), key, {}};
  context_.queue.Submit(std::move(write), WhenFull::kRefuse,
                        [this, key = std::move(key), prepared = *std::move(prepared), done = std::move(done)](
                            const absl::StatusOr<store::WriteResult>& committed) mutable {
                          std::move(done)(OnCommitted(context_, std::move(prepared), key, committed));
                        });
}

}  // namespace verbatim::registry
