#pragma once

#include <string_view>

#include "registry/requests/limits.h"
#include "status/errors.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/review_service.pb.h"

// Validation of evidence, reviews and links, and of the requests that list them. Works as described in
// validation.h. `claim` is the name of the claim to which they belong.
namespace verbatim::registry {

void CheckEvidence(const verbatim::v1::Evidence& evidence, const Limits& limits, std::string_view path,
                   Violations& violations);
void CheckReview(const verbatim::v1::Review& review, const Limits& limits, std::string_view claim,
                 std::string_view path, Violations& violations);
void CheckLink(const verbatim::v1::Link& link, std::string_view claim, std::string_view path,
               Violations& violations);

// The parent must be `claims/{id}`.
void CheckParent(std::string_view parent, Violations& violations);

// List requests: the parent, which may be `claims/-`, and the filter.
void CheckListing(const verbatim::v1::ListEvidenceRequest& request, Violations& violations);
void CheckListing(const verbatim::v1::ListReviewsRequest& request, Violations& violations);
void CheckListing(const verbatim::v1::ListLinksRequest& request, Violations& violations);

}  // namespace verbatim::registry
