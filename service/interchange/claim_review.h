#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"

// schema.org ClaimReview as JSON-LD, in the form that fact-checkers publish and Google's Fact Check tools
// read.
//
//   claim          itemReviewed, a Claim: `@id`; author is the claimant; appearance is appearance_uri, or the
//                  first document, which is also firstAppearance; the text is claimReviewed
//   citation       itemReviewed.citation, a Quotation: text is the quote; isBasedOn is the source, with the
//                  revision as `@id` and the document's uri, title, authors, publisher and date; url is the
//                  source with a text fragment that contains prefix and suffix
//   evidence       citation of the ClaimReview, in the same form, with `@id`; additionalType is
//                  kVerbatimNamespace followed by the stance
//   review         the ClaimReview itself: `@id`, url, datePublished, author, reviewRating; reviewBody is the
//                  rationale; isBasedOn names the evidence that supports it
//
// Not included: the claim's statement, labels, attribution and states; spans, attestations and anchorings,
// which an import computes again; notes and attributions of evidence and reviews; superseded and retracted
// reviews, and the reviews that superseded them; links; times of recording. A quote's prefix and suffix are
// lost if its document has no URI.
namespace verbatim::interchange {

// Returns one ClaimReview for each active review of the claim, in order.
std::vector<nlohmann::ordered_json> ToClaimReviews(const ClaimRecord& record, const Uris& uris);

// Return the text before and after the items of a feed (schema.org DataFeed).
std::string ClaimReviewFeedHead();
std::string ClaimReviewFeedTail();
// Wraps a ClaimReview as an item of a feed.
nlohmann::ordered_json FeedItemOf(nlohmann::ordered_json claim_review);

// Reads a ClaimReview from any publisher: a URL may be an object, a number may be a string, and a list may be
// a single value. A claim without Quotations is assumed to quote its source. Its own words are then searched
// for where the claim appeared.
//
// INVALID_ARGUMENT names the path of each missing required property (claimReviewed, url, author, reviewRating
// with words or a complete scale) and of each property that cannot be read.
absl::StatusOr<ExchangedItem> ReadClaimReview(const nlohmann::json& object, const Uris& uris);

}  // namespace verbatim::interchange
