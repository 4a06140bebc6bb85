#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/done.h"
#include "registry/sources/registry_context.h"
#include "registry/sources/revisions.h"
#include "verbatim/v1/document_service.pb.h"

namespace verbatim::registry {

// The operations of DocumentService. The comments in document_service.proto say what each method does and
// which errors it returns. Methods may block on the store. Any thread.
class Documents {
 public:
  explicit Documents(RegistryContext context) : context_(context) {}

  void Create(const access::Caller& caller, verbatim::v1::CreateDocumentRequest request,
              Done<verbatim::v1::CreateDocumentResponse> done);
  absl::StatusOr<verbatim::v1::CreateRevisionResponse> CreateRevision(
      const access::Caller& caller, verbatim::v1::CreateRevisionRequest request);
  absl::StatusOr<verbatim::v1::GetDocumentResponse> Get(const verbatim::v1::GetDocumentRequest& request);
  absl::StatusOr<verbatim::v1::ListDocumentsResponse> List(verbatim::v1::ListDocumentsRequest request);
  absl::StatusOr<verbatim::v1::GetRevisionResponse> GetRevision(
      const verbatim::v1::GetRevisionRequest& request);
  absl::StatusOr<verbatim::v1::ListRevisionsResponse> ListRevisions(
      verbatim::v1::ListRevisionsRequest request);
  absl::StatusOr<verbatim::v1::ListSentencesResponse> ListSentences(
      verbatim::v1::ListSentencesRequest request);
  absl::StatusOr<verbatim::v1::CompareRevisionsResponse> CompareRevisions(
      verbatim::v1::CompareRevisionsRequest request);
  absl::StatusOr<verbatim::v1::LocateQuoteResponse> LocateQuote(
      const verbatim::v1::LocateQuoteRequest& request);
  absl::StatusOr<verbatim::v1::EraseDocumentResponse> Erase(const access::Caller& caller,
                                                            verbatim::v1::EraseDocumentRequest request);

 private:
  absl::StatusOr<verbatim::v1::CreateDocumentResponse> AnswerAgain(const store::WriteResult& result);

  // Records a revision unless the document, or a claim that cites it, has changed meanwhile. `response` is
  // the response if the revision was committed or is unchanged.
  absl::StatusOr<store::WriteResult> CreateRevisionOnce(const std::string& name, const SourceText& source,
                                                        const verbatim::v1::CreateRevisionRequest& request,
                                                        const WriteContext& context,
                                                        verbatim::v1::CreateRevisionResponse& response);
  // Anchors the claims' citations of a document in its new revision.
  absl::Status Reanchor(const RevisionText& latest, std::span<StoredClaim* const> claims);
  absl::StatusOr<verbatim::v1::CreateRevisionResponse> AnswerRevisionAgain(const store::WriteResult& result,
                                                                           const std::string& document);

  // Names of the claims that cite each sentence of a revision, by the sentence's index.
  absl::StatusOr<std::map<size_t, std::vector<std::string>>> ClaimsBySentence(const RevisionText& revision);

  // Erases a document unless it, or a claim or evidence that cites it, has changed meanwhile.
  absl::StatusOr<store::WriteResult> EraseOnce(const verbatim::v1::EraseDocumentRequest& request,
                                               const WriteContext& context);
  // The response to an erasure that was committed.
  absl::StatusOr<verbatim::v1::EraseDocumentResponse> AnswerErasure(const store::WriteResult& result);

  RegistryContext context_;
};

}  // namespace verbatim::registry
