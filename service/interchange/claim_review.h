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
//   claim          itemReviewed, a Claim: `@id`; author is the claimant; datePublished; appearance is
//                  appearance_uri and the further URIs, or else the first document, which is then also
//                  firstAppearance; the text is claimReviewed
//   citation       itemReviewed.citation, a Quotation: text is the quote; isBasedOn is the source, with the
//                  revision as `@id` and the document's uri, title, authors, publisher and date; url is the
//                  source with a text fragment that contains prefix and suffix
//   evidence       citation of the ClaimReview, in the same form, with `@id`; additionalType is
//                  kVerbatimNamespace followed by the stance
//   review         the ClaimReview itself: `@id`, url, headline, inLanguage, datePublished, author,
//                  reviewRating; reviewBody is the rationale; isBasedOn names the evidence that supports it
//
// A document of kind REVIEW is a Review with an additionalType, and never an appearance: it is not where the
// claim was made.
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

// Returns whether an object is a ClaimReview: its type, or a review or an object without a type that has
// claimReviewed.
bool IsClaimReview(const nlohmann::json& object);

// Reads a ClaimReview from any publisher: an item for each claim that it reviews. A URL may be an object or
// relative, a number may be a string or a fraction, and a list may be a single value (claim_review/ has the
// rules). `page` is the URL of the page around the review, or empty. A claim without Quotations has no
// citations; its words are then searched for where the claim appeared (review_sources.h).
//
// A property that cannot be read is left out and noted. INVALID_ARGUMENT names the path of each required
// property that is missing: claimReviewed, url, reviewRating, and author if no URL has a host.
absl::StatusOr<std::vector<ExchangedItem>> ReadClaimReviews(const nlohmann::json& object,
                                                            std::string_view page, const Uris& uris);

}  // namespace verbatim::interchange
