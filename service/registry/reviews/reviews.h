#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/commit/request_key.h"
#include "registry/records/entry_builder.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::registry {

// What is recorded of claims: evidence, reviews and links. The rules behind ReviewService, whose comments say
// what each method does and which errors it returns. Methods may block on the store and may be called from
// any thread.
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

  // What is to be stored of new evidence or a new review.
  template <typename Resource>
  struct Prepared {
    Resource resource;
    std::vector<store::NewEntry> entries;  // the first is the resource's
    std::vector<store::Precondition> preconditions;
  };

  // Holds new evidence on a claim to its source. `path` is the evidence's path in the request.
  absl::StatusOr<Prepared<verbatim::v1::Evidence>> PrepareEvidence(const verbatim::v1::Claim& claim,
                                                                   verbatim::v1::Evidence evidence,
                                                                   const std::string& id,
                                                                   std::string_view path,
                                                                   const WriteContext& context);

  // A new review of a claim. `evidence` is what of the claim's evidence is not stored yet.
  absl::StatusOr<Prepared<verbatim::v1::Review>> PrepareReview(
      const verbatim::v1::Claim& claim, verbatim::v1::Review review, const std::string& id,
      std::string_view path, std::span<const verbatim::v1::Evidence> new_evidence,
      const WriteContext& context);

 private:
  absl::StatusOr<verbatim::v1::Claim> ReadParent(const std::string& name, std::string_view field);

  // Tries a write until nobody else writes the same meanwhile, and answers what was committed, now or when
  // the request came first. `prepare(context)` makes the write anew for each attempt.
  template <typename Resource, typename Prepare, typename Read>
  absl::StatusOr<Resource> Record(const access::Caller& caller, const std::optional<store::RequestKey>& key,
                                  Prepare prepare, Read read);

  RegistryContext context_;
};

}  // namespace verbatim::registry
