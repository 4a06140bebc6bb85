#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/requests/done.h"
#include "registry/sources/registry_context.h"
#include "sync/call_context.h"
#include "verbatim/v1/document_service.pb.h"

namespace verbatim::registry {

// The operations of DocumentService. The comments in document_service.proto say what each method does and
// which errors it returns. Methods may block on the store. Any thread.
class Documents {
 public:
  explicit Documents(RegistryContext context) : context_(context) {}

  void Create(const access::Caller& caller, verbatim::v1::CreateDocumentRequest request,
              Done<verbatim::v1::CreateDocumentResponse> done, const sync::CallContext& call = {});
  absl::StatusOr<verbatim::v1::CreateRevisionResponse> CreateRevision(
      const access::Caller& caller, verbatim::v1::CreateRevisionRequest request,
      const sync::CallContext& call = {});
  absl::StatusOr<verbatim::v1::GetDocumentResponse> Get(const verbatim::v1::GetDocumentRequest& request);
  absl::StatusOr<verbatim::v1::ListDocumentsResponse> List(verbatim::v1::ListDocumentsRequest request);
  absl::StatusOr<verbatim::v1::GetRevisionResponse> GetRevision(
      const verbatim::v1::GetRevisionRequest& request);
  absl::StatusOr<verbatim::v1::ListRevisionsResponse> ListRevisions(
      verbatim::v1::ListRevisionsRequest request);
  absl::StatusOr<verbatim::v1::ListSentencesResponse> ListSentences(
      verbatim::v1::ListSentencesRequest request);
  absl::StatusOr<verbatim::v1::CompareRevisionsResponse> CompareRevisions(
      verbatim::v1::CompareRevisionsRequest request, const sync::CallContext& call = {});
  absl::StatusOr<verbatim::v1::LocateQuoteResponse> LocateQuote(
      const verbatim::v1::LocateQuoteRequest& request, const sync::CallContext& call = {});
  absl::StatusOr<verbatim::v1::UpdateDocumentResponse> Update(const access::Caller& caller,
                                                              verbatim::v1::UpdateDocumentRequest request);
  absl::StatusOr<verbatim::v1::EraseDocumentResponse> Erase(const access::Caller& caller,
                                                            verbatim::v1::EraseDocumentRequest request);

  // Adds the keys of texts that documents of earlier versions lack (records/text_keys.h), by an entry of type
  // DOCUMENT_CORRECTED for each such document. Returns their number. Reads all documents and up to 100 revisions
  // of each. Stops at a damaged document. Repeating the call adds nothing.
  absl::StatusOr<int64_t> CompleteTextKeys();

 private:
  RegistryContext context_;
};

// Sets Document.claim_count, which is a counter of the store.
absl::Status SetClaimCount(store::Store& store, verbatim::v1::Document& document);

}  // namespace verbatim::registry
