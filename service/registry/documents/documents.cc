#include "registry/documents/documents.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/attachments.h"
#include "registry/records/counters.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/page_token.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/grounding.h"
#include "registry/sources/revisions.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "text/quotes/locate.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::CreateDocumentRequest;
using verbatim::v1::CreateDocumentResponse;
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using verbatim::v1::Revision;
using Outcome = store::WriteResult::Outcome;

// Passages returned by LocateQuote.
constexpr int kDefaultPassages = 5;
constexpr int kMaxPassages = 50;
constexpr double kDefaultSimilarity = 0.5;

// A position in a page token of ListSentences is the revision's number and the sentence's index, so that the
// pages of a listing of the latest revision stay with the same revision. Both are far below 2^31: a revision
// has at most as many sentences as bytes.
constexpr int kSentenceBits = 31;

absl::Status CheckName(bool valid, std::string_view field, std::string_view form) {
  return valid ? absl::OkStatus() : InvalidField(field, absl::StrCat("must be ", std::string(form)));
}

absl::Status SetClaimCounts(store::Store& store, std::span<Document* const> documents) {
  std::vector<std::string> names;
  for (const Document* document : documents) names.push_back(document->name());
  ABSL_ASSIGN_OR_RETURN(auto counts, FromStore(store.ReadCounters(ClaimCounters(names))));
  for (size_t i = 0; i < documents.size(); ++i) documents[i]->set_claim_count(counts[i]);
  return absl::OkStatus();
}

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

absl::StatusOr<verbatim::v1::GetDocumentResponse> Documents::Get(
    const verbatim::v1::GetDocumentRequest& request) {
  ABSL_RETURN_IF_ERROR(CheckName(IsDocumentName(request.name()), "name", "documents/{id}"));
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, request.name(), "name"));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
  Document* counted = &document;
  ABSL_RETURN_IF_ERROR(SetClaimCounts(context_.store, std::span(&counted, 1)));
  verbatim::v1::GetDocumentResponse response;
  *response.mutable_document() = std::move(document);
  return response;
}

absl::StatusOr<verbatim::v1::ListDocumentsResponse> Documents::List(
    verbatim::v1::ListDocumentsRequest request) {
  Violations violations;
  CheckStrings(request.filter(), "filter", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  Document wanted;
  wanted.set_uri(request.filter().uri());
  wanted.set_publisher(request.filter().publisher());
  wanted.set_language_code(request.filter().language_code());
  auto add = [](verbatim::v1::ListDocumentsResponse& response, const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
    *response.add_documents() = std::move(document);
    return absl::OkStatus();
  };
  auto response = ListResources<verbatim::v1::ListDocumentsResponse>(
      context_.store, context_.limits, std::move(request), MostSelectiveFirst(DocumentKeys(wanted)), add);
  if (!response.ok()) return response;
  std::vector<Document*> counted;
  for (Document& document : *response->mutable_documents()) counted.push_back(&document);
  ABSL_RETURN_IF_ERROR(SetClaimCounts(context_.store, counted));
  return response;
}

absl::StatusOr<verbatim::v1::GetRevisionResponse> Documents::GetRevision(
    const verbatim::v1::GetRevisionRequest& request) {
  ABSL_RETURN_IF_ERROR(
      CheckName(IsRevisionName(request.name()), "name", "documents/{id}/revisions/{number}"));
  if (!verbatim::v1::RevisionView_IsValid(request.view()))
    return InvalidField("view", "must be BASIC, FULL or CONTENT");
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, request.name(), "name"));
  if (!record.payload) return Erased(request.name());
  ABSL_ASSIGN_OR_RETURN(auto revision, ReadRevision(record.created, record.payload));
  if (request.view() == verbatim::v1::REVISION_VIEW_CONTENT &&
      revision.content_sha256() != revision.text_sha256()) {
    ABSL_ASSIGN_OR_RETURN(auto content,
                          FromStore(context_.store.ReadAttachment(record.created, kContentAttachment)));
    if (!content || log::BytesOf(log::Sha256(*content)) != revision.content_sha256()) {
      return StorageDamaged(absl::StrCat("the content of ", request.name(), " does not match its digest"));
    }
    revision.set_content(*std::move(content));
  }
  if (request.view() != verbatim::v1::REVISION_VIEW_BASIC) {
    ABSL_ASSIGN_OR_RETURN(auto text, context_.texts.Read(request.name(), "name"));
    revision.set_text(text.text->text());
    if (request.view() == verbatim::v1::REVISION_VIEW_CONTENT && revision.content().empty()) {
      revision.set_content(revision.text());
    }
  }
  verbatim::v1::GetRevisionResponse response;
  *response.mutable_revision() = std::move(revision);
  return response;
}

absl::StatusOr<verbatim::v1::ListRevisionsResponse> Documents::ListRevisions(
    verbatim::v1::ListRevisionsRequest request) {
  ABSL_RETURN_IF_ERROR(CheckName(IsDocumentName(request.parent()), "parent", "documents/{id}"));
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, context_.limits));
  ABSL_ASSIGN_OR_RETURN(auto parent, ReadResource(context_.store, request.parent(), "parent"));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(parent.latest, parent.payload));
  if (document.has_erasure()) return Erased(request.parent());
  auto add = [](verbatim::v1::ListRevisionsResponse& response, const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(auto revision, ReadRevision(record.created, record.payload));
    *response.add_revisions() = std::move(revision);
    return absl::OkStatus();
  };
  listing.keys = RevisionKeys(request.parent());
  return ListPage<verbatim::v1::ListRevisionsResponse>(context_.store, request, listing, add);
}

absl::StatusOr<verbatim::v1::ListSentencesResponse> Documents::ListSentences(
    verbatim::v1::ListSentencesRequest request) {
  const std::string& parent = request.parent();
  ABSL_RETURN_IF_ERROR(
      CheckName(IsDocumentName(parent) || IsRevisionName(parent), "parent",
                "documents/{id}/revisions/{number}, or documents/{id} for the latest revision"));
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, context_.limits));
  std::string name = parent;
  size_t index = 0;
  if (listing.after >= 0) {
    std::string document(IsRevisionName(parent) ? DocumentOfRevision(parent) : parent);
    name = RevisionName(document, listing.after >> kSentenceBits);
    index = static_cast<size_t>(listing.after & ((int64_t{1} << kSentenceBits) - 1)) + 1;
  }
  ABSL_ASSIGN_OR_RETURN(auto revision, context_.texts.Read(name, "parent"));

  verbatim::v1::ListSentencesResponse response;
  const std::vector<text::ByteRange>& ranges = revision.text->sentences();
  size_t bytes = 0;
  while (index < ranges.size() && response.sentences_size() < listing.limit && bytes < kSentencePageBytes) {
    *response.add_sentences() = ToSentence(revision, index);
    bytes += ranges[index].size();
    ++index;
  }
  if (index < ranges.size()) {
    int64_t last = static_cast<int64_t>(index) - 1;
    response.set_next_page_token(
        MakePageToken(request, NumberOfRevision(revision.name) << kSentenceBits | last));
  }
  return response;
}

absl::StatusOr<verbatim::v1::LocateQuoteResponse> Documents::LocateQuote(
    const verbatim::v1::LocateQuoteRequest& request) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsDocumentName(request.parent()) && !IsRevisionName(request.parent())) {
    violations.Add("parent",
                   "must be documents/{id}/revisions/{number}, or documents/{id} for the latest revision");
  }
  CheckQuote(request.quote(), context_.limits, "quote", violations);
  CheckContext(request.prefix(), "prefix", violations);
  CheckContext(request.suffix(), "suffix", violations);
  if (request.limit() < 0 || request.limit() > kMaxPassages) {
    violations.Add("limit", absl::StrCat("must be from 0 to ", kMaxPassages));
  }
  if (!(request.min_similarity() >= 0 && request.min_similarity() <= 1)) {
    violations.Add("min_similarity", "must be from 0 to 1");
  }
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  ABSL_ASSIGN_OR_RETURN(auto revision, context_.texts.Read(request.parent(), "parent"));

  text::LocateOptions options;
  options.limit = static_cast<size_t>(request.limit() == 0 ? kDefaultPassages : request.limit());
  options.min_similarity = request.min_similarity() == 0 ? kDefaultSimilarity : request.min_similarity();
  options.context = {request.prefix(), request.suffix()};
  verbatim::v1::LocateQuoteResponse response;
  for (const text::LocatedPassage& located :
       text::LocateQuote(revision.text->text(), request.quote(), options)) {
    verbatim::v1::Passage& passage = *response.add_passages();
    passage = MakePassage(revision, located.range, located.similarity);
    std::vector<std::string> sentences = SentencesOf(revision, located.range);
    passage.mutable_sentences()->Assign(sentences.begin(), sentences.end());
  }
  return response;
}

}  // namespace verbatim::registry
