#include "interchange/claim_review.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "google/protobuf/util/time_util.h"
#include "interchange/text_fragment.h"

namespace verbatim::interchange {
namespace {

using nlohmann::ordered_json;
using verbatim::v1::Citation;
using verbatim::v1::Document;

std::string DocumentOf(const std::string& revision) {
  return revision.substr(0, revision.find("/revisions/"));
}

const Document* Find(const ClaimRecord& record, const std::string& revision) {
  auto found = record.documents.find(DocumentOf(revision));
  return found == record.documents.end() ? nullptr : &found->second;
}

void Set(ordered_json& object, const char* key, std::string value) {
  if (!value.empty()) object[key] = std::move(value);
}

// Returns a source as a CreativeWork.
ordered_json SourceOf(const Document& document) {
  ordered_json source = {{"@type", "CreativeWork"}};
  Set(source, "url", document.uri());
  Set(source, "name", document.title());
  for (const std::string& author : document.authors()) {
    source["author"].push_back({{"@type", "Person"}, {"name", author}});
  }
  if (!document.publisher().empty()) {
    source["publisher"] = {{"@type", "Organization"}, {"name", document.publisher()}};
  }
  if (document.has_publish_time()) {
    source["datePublished"] = google::protobuf::util::TimeUtil::ToString(document.publish_time());
  }
  return source;
}

ordered_json QuotationOf(const ClaimRecord& record, const Citation& citation, const Uris& uris) {
  ordered_json quotation = {{"@type", "Quotation"}, {"text", citation.quote()}};
  const Document* document = Find(record, citation.revision());
  ordered_json source = document != nullptr ? SourceOf(*document) : ordered_json({{"@type", "CreativeWork"}});
  source["@id"] = uris.Of(citation.revision());
  quotation["isBasedOn"] = std::move(source);
  if (document != nullptr) {
    Set(quotation, "url",
        WithTextFragment(document->uri(), citation.quote(), citation.prefix(), citation.suffix()));
  }
  return quotation;
}

ordered_json RatingOf(const verbatim::v1::Rating& rating) {
  ordered_json object = {{"@type", "Rating"}};
  if (rating.has_value()) object["ratingValue"] = rating.value();
  if (rating.has_best()) object["bestRating"] = rating.best();
  if (rating.has_worst()) object["worstRating"] = rating.worst();
  Set(object, "alternateName", rating.words());
  return object;
}

ordered_json ItemReviewed(const ClaimRecord& record, const Uris& uris) {
  const verbatim::v1::Claim& claim = record.claim;
  ordered_json item = {{"@type", "Claim"}, {"@id", uris.Of(claim.name())}};
  if (claim.has_claimant()) {
    // schema.org requires a type here, but the kind of the claimant is unknown. Readers accept Person and
    // Organization.
    ordered_json author = {{"@type", "Person"}, {"name", claim.claimant().name()}};
    Set(author, "url", claim.claimant().uri());
    item["author"] = std::move(author);
  }
  const Document* first = claim.citations().empty() ? nullptr : Find(record, claim.citations(0).revision());
  if (!claim.appearance_uri().empty()) {
    item["appearance"] = {{"@type", "CreativeWork"}, {"url", claim.appearance_uri()}};
  } else if (first != nullptr && !first->uri().empty()) {
    item["appearance"] = SourceOf(*first);
  }
  // The first known appearance is the document of the first citation.
  if (first != nullptr && !first->uri().empty()) item["firstAppearance"] = SourceOf(*first);
  if (first != nullptr && first->has_publish_time()) {
    item["datePublished"] = google::protobuf::util::TimeUtil::ToString(first->publish_time());
  }
  for (const Citation& citation : claim.citations()) {
    if (!citation.erased()) item["citation"].push_back(QuotationOf(record, citation, uris));
  }
  return item;
}

std::string StanceOf(const verbatim::v1::Evidence& evidence) {
  constexpr std::string_view kPrefix = "EVIDENCE_STANCE_";
  return std::string(kVerbatimNamespace) +
         absl::AsciiStrToLower(verbatim::v1::EvidenceStance_Name(evidence.stance()).substr(kPrefix.size()));
}

ordered_json ToClaimReview(const ClaimRecord& record, const verbatim::v1::Review& review, const Uris& uris) {
  ordered_json object = {{"@context", "https://schema.org"},
                         {"@type", "ClaimReview"},
                         {"@id", uris.Of(review.name())},
                         {"url", review.uri().empty() ? uris.Of(review.name()) : review.uri()},
                         {"claimReviewed", record.claim.text()}};
  Set(object, "datePublished", review.publish_date());
  ordered_json author = {{"@type", "Organization"}, {"name", review.reviewer().name()}};
  Set(author, "url", review.reviewer().uri());
  object["author"] = std::move(author);
  object["reviewRating"] = RatingOf(review.rating());
  Set(object, "reviewBody", review.rationale());
  object["itemReviewed"] = ItemReviewed(record, uris);
  for (const verbatim::v1::Evidence& evidence : record.evidence) {
    if (evidence.citation().erased()) continue;
    ordered_json quotation = QuotationOf(record, evidence.citation(), uris);
    quotation["@id"] = uris.Of(evidence.name());
    quotation["additionalType"] = StanceOf(evidence);
    object["citation"].push_back(std::move(quotation));
  }
  for (const std::string& name : review.evidence()) object["isBasedOn"].push_back({{"@id", uris.Of(name)}});
  return object;
}

}  // namespace

std::vector<ordered_json> ToClaimReviews(const ClaimRecord& record, const Uris& uris) {
  std::vector<ordered_json> objects;
  for (const verbatim::v1::Review& review : record.reviews) {
    if (review.state() == verbatim::v1::REVIEW_STATE_ACTIVE) {
      objects.push_back(ToClaimReview(record, review, uris));
    }
  }
  return objects;
}

std::string ClaimReviewFeedHead() {
  return "{\"@context\":\"https://schema.org\",\"@type\":\"DataFeed\",\"dataFeedElement\":[\n";
}

std::string ClaimReviewFeedTail() { return "\n]}\n"; }

ordered_json FeedItemOf(ordered_json claim_review) {
  claim_review.erase("@context");  // already in the feed
  ordered_json item = {{"@type", "DataFeedItem"}};
  if (claim_review.contains("datePublished")) item["dateCreated"] = claim_review["datePublished"];
  item["item"] = ordered_json::array({std::move(claim_review)});
  return item;
}

}  // namespace verbatim::interchange
