// Documents::ListSentences.

#include <utility>

#include "registry/documents/documents.h"
#include "registry/requests/page_token.h"
#include "registry/requests/validation.h"
#include "registry/sources/to_proto.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

// The position in a page token of ListSentences consists of the revision's number and the sentence's index,
// so that all pages of a listing of the latest revision use the same revision. Both numbers are far below
// 2^31, because a revision has at most as many sentences as bytes.
constexpr int kSentenceBits = 31;

}  // namespace

absl::StatusOr<verbatim::v1::ListSentencesResponse> Documents::ListSentences(
    verbatim::v1::ListSentencesRequest request) {
  const std::string& parent = request.parent();
  Violations violations;
  CheckRevisionOrDocument(parent, "parent", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
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

}  // namespace verbatim::registry
