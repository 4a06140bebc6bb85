#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/records/entry_builder.h"
#include "registry/reviews/claim_children.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::registry {

// The operations of ReviewService on reviews. The comments in review_service.proto say what each method does
// and which errors it returns. Methods may block on the store. Any thread.
class Reviews {
 public:
  explicit Reviews(RegistryContext context) : context_(context) {}

  absl::StatusOr<verbatim::v1::CreateReviewResponse> CreateReview(const access::Caller& caller,
                                                                  verbatim::v1::CreateReviewRequest request);
  absl::StatusOr<verbatim::v1::ListReviewsResponse> ListReviews(verbatim::v1::ListReviewsRequest request);
  absl::StatusOr<verbatim::v1::RetractReviewResponse> RetractReview(
      const access::Caller& caller, verbatim::v1::RetractReviewRequest request);

 private:
  RegistryContext context_;
};

// Checks a new review of `claim`. Clears output-only fields if a check or the review's entry depends on them.
// `path` is the review's path in the request.
void CheckNewReview(const Limits& limits, std::string_view claim, std::string_view path,
                    verbatim::v1::Review& review, Violations& violations);

// Builds the entry of a new review of a claim, and the entry of the review that it supersedes. REQUIRES:
// CheckNewReview found nothing. `new_evidence` is the evidence on the claim that is stored in the same write.
// `path` is the review's path in the request.
absl::StatusOr<Prepared<verbatim::v1::Review>> PrepareReview(
    const RegistryContext& context, const verbatim::v1::Claim& claim, verbatim::v1::Review review,
    const std::string& id, std::string_view path, std::span<const verbatim::v1::Evidence> new_evidence,
    const WriteContext& write_context);

}  // namespace verbatim::registry
