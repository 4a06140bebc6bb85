#pragma once

#include <memory>
#include <string>

#include "http/pages/internal_call.h"

// Reviews as schema.org ClaimReview, for those who publish or collect them.
namespace verbatim::http {

// GET /v1/feeds/claim-review.json: a DataFeed of a page of all active reviews. Takes the parameters of
// ListReviews, and the base_uri of ExportClaims. The field Link names the next page.
void HandleFeed(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods);

// GET /v1/claims/{id}/claim-review.jsonld: the ClaimReview of a claim, or an array of ClaimReviews. NOT_FOUND
// if the claim has no active review.
void HandleClaimReviews(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods,
                        std::string claim);

}  // namespace verbatim::http
