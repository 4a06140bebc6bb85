#include "registry/documents/documents.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/documents/document_query.h"
#include "registry/records/counters.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/page_token.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Document;

// Documents that one page of a listing with a query reads at most, some 50 ms of work; document_service.proto
// names the number.
constexpr int64_t kMaxDocumentsRead = 10'000;

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

// The page of a listing whose filter has a query.
absl::StatusOr<verbatim::v1::ListDocumentsResponse> ListMatching(store::Store& store, const Limits& limits,
                                                                 verbatim::v1::ListDocumentsRequest request,
                                                                 std::vector<std::string> keys,
                                                                 const DocumentQuery& query) {
  ABSL_ASSIGN_OR_RETURN(store::Listing listing, StartListing(request, limits));
  const int64_t rows = std::exchange(listing.limit, kResourcesAtOnce);
  listing.keys = std::move(keys);
  verbatim::v1::ListDocumentsResponse response;
  size_t bytes = 0;
  for (int64_t read = 0;;) {
    ABSL_ASSIGN_OR_RETURN(auto page, FromStore(store.List(listing)));
    for (const store::Record& record : page.records) {
      ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
      const bool matches = query.Matches(document);
      const bool full = response.documents_size() == rows ||
                        (bytes > 0 && bytes + document.ByteSizeLong() > static_cast<size_t>(kPageBytes));
      if ((matches && full) || read == kMaxDocumentsRead) {
        response.set_next_page_token(MakePageToken(request, listing.after));
        return response;
      }
      ++read;
      listing.after = record.created;
      if (!matches) continue;
      bytes += document.ByteSizeLong();
      *response.add_documents() = std::move(document);
    }
    if (!page.more) return response;
  }
}

}  // namespace

absl::Status SetClaimCount(store::Store& store, Document& document) {
  Document* counted = &document;
  return SetClaimCounts(store, std::span(&counted, 1));
}

absl::StatusOr<verbatim::v1::GetDocumentResponse> Documents::Get(
    const verbatim::v1::GetDocumentRequest& request) {
  ABSL_RETURN_IF_ERROR(CheckName(IsDocumentName(request.name()), "name", "documents/{id}"));
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, request.name(), "name"));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
  ABSL_RETURN_IF_ERROR(SetClaimCount(context_.store, document));
  verbatim::v1::GetDocumentResponse response;
  *response.mutable_document() = std::move(document);
  return response;
}

absl::StatusOr<verbatim::v1::ListDocumentsResponse> Documents::List(
    verbatim::v1::ListDocumentsRequest request) {
  Violations violations;
  CheckStrings(request.filter(), "filter", violations);
  if (request.filter().query().size() > kMaxDocumentQueryBytes) {
    violations.Add("filter.query", absl::StrCat("must have at most ", kMaxDocumentQueryBytes, " bytes"));
  }
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const DocumentQuery query(request.filter().query());
  Document wanted;
  wanted.set_uri(request.filter().uri());
  wanted.set_publisher(request.filter().publisher());
  wanted.set_language_code(request.filter().language_code());
  auto add = [](verbatim::v1::ListDocumentsResponse& response, const store::Record& record) {
    ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
    *response.add_documents() = std::move(document);
    return absl::OkStatus();
  };
  std::vector<std::string> keys = MostSelectiveFirst(DocumentKeys(wanted));
  auto response =
      query.empty()
          ? ListResources<verbatim::v1::ListDocumentsResponse>(context_.store, context_.limits,
                                                               std::move(request), std::move(keys), add)
          : ListMatching(context_.store, context_.limits, std::move(request), std::move(keys), query);
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
    ABSL_ASSIGN_OR_RETURN(auto content, ReadContentBytes(context_.store, revision));
    revision.set_content(std::move(content));
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

}  // namespace verbatim::registry
