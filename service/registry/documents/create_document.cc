// Documents::Create.

#include <memory>
#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/documents/documents.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/revisions.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::CreateDocumentRequest;
using verbatim::v1::CreateDocumentResponse;
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using verbatim::v1::Revision;
using Outcome = store::WriteResult::Outcome;

Document NewDocument(CreateDocumentRequest& request, const std::string& name, int64_t now_micros) {
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

store::NewEntry DocumentEntry(const Document& document, const WriteContext& context) {
  EntryPayload payload;
  *payload.mutable_document() = document;
  store::NewEntry entry =
      MakeEntry(log::EntryType::kDocumentCreated, document.name(), std::move(payload), context);
  entry.add_keys = DocumentKeys(document);
  return entry;
}

}  // namespace

void Documents::Create(const access::Caller& caller, CreateDocumentRequest request,
                       Done<CreateDocumentResponse> done) {
  Violations violations;
  CheckDocument(request.document(), "document", violations);
  CheckContent(request.content(), context_.limits, "content", violations);
  CheckNewId(request.document_id(), "document_id", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  CheckTime(request.has_retrieve_time(), request.retrieve_time(), "retrieve_time", violations);
  if (!violations.empty()) return std::move(done)(violations.ToStatus());

  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  if (auto repeated = FindRepeated(context_.store, key)) return std::move(done)(AnswerAgain(*repeated));

  std::string id = request.document_id().empty() ? MakeUuidV7(context_.environment) : request.document_id();
  WriteContext context{context_.environment, caller, key, context_.environment.now_micros()};
  Document document = NewDocument(request, DocumentName(id), context.now_micros);
  auto read = ReadContent(std::move(*request.mutable_content()), document.language_code());
  if (!read.ok()) return std::move(done)(read.status());
  SourceText source = *std::move(read);
  if (document.title().empty()) document.set_title(source.title);
  if (document.language_code().empty()) document.set_language_code(source.language);
  Revision revision = MakeRevision(document.latest_revision(), source, context.now_micros);
  if (request.has_retrieve_time()) *revision.mutable_retrieve_time() = request.retrieve_time();
  std::shared_ptr<const text::IndexedText> text = source.text;

  store::Write write;
  write.entries.push_back(DocumentEntry(document, context));
  write.entries.push_back(RevisionEntry(revision, std::move(source), context));
  write.request = key;
  context_.queue.Submit(std::move(write), WhenFull::kRefuse,
                        [this, key, text, document = std::move(document), revision = std::move(revision),
                         done = std::move(done)](absl::StatusOr<store::WriteResult> result) mutable {
                          if (!result.ok()) return std::move(done)(result.status());
                          if (result->outcome == Outcome::kRepeated)
                            return std::move(done)(AnswerAgain(*result));
                          if (result->outcome != Outcome::kCommitted)
                            return std::move(done)(ToStatus(*result, key));
                          context_.texts.Keep({revision.name(), SourceOf(document), text});
                          CreateDocumentResponse response;
                          SetIndex(result->first_index, document);
                          SetIndex(result->first_index + 1, revision);
                          *response.mutable_document() = std::move(document);
                          *response.mutable_revision() = std::move(revision);
                          std::move(done)(std::move(response));
                        });
}

absl::StatusOr<CreateDocumentResponse> Documents::AnswerAgain(const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(context_.store, result));
  if (entries.size() != 2) return StorageDamaged("a document was not recorded with one revision");
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(entries[0].index, entries[0].payload));
  ABSL_ASSIGN_OR_RETURN(auto revision, ReadRevision(entries[1].index, entries[1].payload));
  CreateDocumentResponse response;
  *response.mutable_document() = std::move(document);
  *response.mutable_revision() = std::move(revision);
  return response;
}

}  // namespace verbatim::registry
