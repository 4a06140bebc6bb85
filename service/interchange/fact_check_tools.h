#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "interchange/claim_record.h"
#include "nlohmann/json.hpp"

// The answer of claims:search of Google's Fact Check Tools API (v1alpha1), which this server also gives
// (http/pages/fact_check_search.h).
namespace verbatim::interchange {

// Reads one of the answer's claims: an item for each of its reviews, or one without a review if it has none.
// The answer does not say where the claim appeared, so the items have no source.
// An empty object has no items.
//
// INVALID_ARGUMENT names each missing required property: text, and of each review its url, and a
// textualRating.
absl::StatusOr<std::vector<ExchangedItem>> ReadFactCheckClaim(const nlohmann::json& claim);

}  // namespace verbatim::interchange
