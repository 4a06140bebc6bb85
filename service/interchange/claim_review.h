#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"

// schema.org ClaimReview as JSON-LD, as fact-checkers publish it and Google's Fact Check tools read it.
//
//   claim          itemReviewed, a Claim: `@id`; author is the claimant; appearance is appearance_uri, or the
//                  first document, which is firstAppearance; the text is claimReviewed
//   citation       itemReviewed.citation, a Quotation: text is the quote; isBasedOn is the source, with the
//                  revision as `@id` and the document's uri, title, authors, publisher and date; url is the
//                  source with a text fragment that holds prefix and suffix
//   evidence       citation of the ClaimReview, likewise, with `@id`; additionalType is the stance (kStances)
//   review         the ClaimReview itself: `@id`, url, datePublished, author, reviewRating; reviewBody is the
//                  rationale; isBasedOn names the evidence that it rests on
//
// Not carried: the claim's statement, labels, attribution and states; spans, attestations and anchorings,
// which are found again; notes and attributions of evidence and reviews; reviews that are superseded or
// retracted, and what superseded them; links; times of recording. A quote's prefix and suffix go lost if its
// document has no URI.
namespace verbatim::interchange {

// One for each active review of the claim, in their order.
std::vector<nlohmann::ordered_json> ToClaimReviews(const ClaimRecord& record, const Uris& uris);

// What goes before, between and after the ClaimReviews of a feed (schema.org DataFeed).
std::string ClaimReviewFeedHead();
std::string ClaimReviewFeedTail();
// An item of a feed.
nlohmann::ordered_json FeedItemOf(nlohmann::ordered_json claim_review);

// What a ClaimReview says, whoever wrote it: URLs may be objects, numbers strings, and lists single values. A
// claim without Quotations is taken to quote its source: its words are looked for where it appeared.
//
// INVALID_ARGUMENT names, with its path in the object, each property that is required and missing
// (claimReviewed, url, author, reviewRating with words or a whole scale) or cannot be read.
absl::StatusOr<ExchangedItem> ReadClaimReview(const nlohmann::json& object, const Uris& uris);

// Types of evidence, by its stance.
inline constexpr std::string_view kStances = "https://verbatim.dev/ns#";

}  // namespace verbatim::interchange
