#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/commit/request_key.h"
#include "registry/records/entry_builder.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::registry {

// The operations of ReviewService: evidence, reviews and links of claims. The comments in
// review_service.proto say what each method does and which errors it returns. Methods may block on the store.
// Any thread.
class Reviews {
 public:
  explicit Reviews(RegistryContext parts) : context_(parts) {}

  absl::StatusOr<verbatim::v1::CreateEvidenceResponse> CreateEvidence(
      const access::Caller& caller, verbatim::v1::CreateEvidenceRequest request);
  absl::StatusOr<verbatim::v1::ListEvidenceResponse> ListEvidence(verbatim::v1::ListEvidenceRequest request);
  absl::StatusOr<verbatim::v1::CreateReviewResponse> CreateReview(const access::Caller& caller,
                                                                  verbatim::v1::CreateReviewRequest request);
  absl::StatusOr<verbatim::v1::ListReviewsResponse> ListReviews(verbatim::v1::ListReviewsRequest request);
  absl::StatusOr<verbatim::v1::RetractReviewResponse> RetractReview(
      const access::Caller& caller, verbatim::v1::RetractReviewRequest request);
  absl::StatusOr<verbatim::v1::CreateLinkResponse> CreateLink(const access::Caller& caller,
                                                              verbatim::v1::CreateLinkRequest request);
  absl::StatusOr<verbatim::v1::ListLinksResponse> ListLinks(verbatim::v1::ListLinksRequest request);

  // New evidence or a new review that is ready to be stored.
  template <typename Resource>
  struct Prepared {
    Resource resource;
    std::vector<store::NewEntry> entries;  // the first one is the resource's
    std::vector<store::Precondition> preconditions;
  };

  // Validates new evidence on a claim, grounds its citation and builds its entry. `path` is the evidence's
  // path in the request.
  absl::StatusOr<Prepared<verbatim::v1::Evidence>> PrepareEvidence(const verbatim::v1::Claim& claim,
                                                                   verbatim::v1::Evidence evidence,
                                                                   const std::string& id,
                                                                   std::string_view path,
                                                                   const WriteContext& context);

  // Validates a new review of a claim and builds its entry, and that of the review that it supersedes.
  // `new_evidence` is the evidence on the claim that is stored in the same write.
  absl::StatusOr<Prepared<verbatim::v1::Review>> PrepareReview(
      const verbatim::v1::Claim& claim, verbatim::v1::Review review, const std::string& id,
      std::string_view path, std::span<const verbatim::v1::Evidence> new_evidence,
      const WriteContext& context);

 private:
  absl::StatusOr<verbatim::v1::Claim> ReadParent(const std::string& name, std::string_view field);

  // Commits a write and returns the stored resource; for a repeated request, the resource as the first one
  // stored it. Retries a few times if other calls write the same resource meanwhile. `prepare(context)`
  // builds the write of each attempt.
  template <typename Resource, typename Prepare, typename Read>
  absl::StatusOr<Resource> Record(const access::Caller& caller, const std::optional<store::RequestKey>& key,
                                  Prepare prepare, Read read);

  RegistryContext context_;
};

}  // namespace verbatim::registry
