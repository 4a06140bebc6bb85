#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "store/store.h"
#include "verbatim/v1/document.pb.h"

// Finds what was recorded before: CreateDocumentResponse.similar_documents,
// CreateClaimResponse.similar_claims. Erased documents and claims are never found. Returns at most 20 names,
// oldest first, and the errors of the store. Any thread.
namespace verbatim::registry {

// Other documents with a revision of this text, then other documents with the URI of `document`.
absl::StatusOr<std::vector<std::string>> SimilarDocuments(store::Store& store,
                                                          const verbatim::v1::Document& document,
                                                          std::string_view text_sha256);

// Claims with this text, whatever its white space and case.
absl::StatusOr<std::vector<std::string>> SimilarClaims(store::Store& store, std::string_view text);

}  // namespace verbatim::registry
