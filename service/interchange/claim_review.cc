#include "interchange/claim_review.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "google/protobuf/util/time_util.h"
#include "interchange/text_fragment.h"
#include "status/uri_schemes.h"

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

// Returns the URI if a page may link it; otherwise an empty string.
std::string Linked(const std::string& uri) { return IsLinkable(uri) ? uri : ""; }

bool IsReview(const Document& document) { return document.kind() == verbatim::v1::DOCUMENT_KIND_REVIEW; }

// Returns a source as a CreativeWork.
ordered_json SourceOf(const Document& document) {
  ordered_json source = {{"@type", IsReview(document) ? "Review" : "CreativeWork"}};
  if (IsReview(document)) source["additionalType"] = std::string(kVerbatimNamespace) + "review_document";
  Set(source, "url", Linked(document.uri()));
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
        WithTextFragment(Linked(document->uri()), citation.quote(), citation.prefix(), citation.suffix()));
  }
  return quotation;
}

ordered_json RatingOf(const verbatim::v1::Rating& rating) {
  ordered_json object = {{"@type", "Rating"}};
  if (rating.has_value()) object["ratingValue"] = rating.value();
  if (rating.has_best()) object["bestRating"] = rating.best();
  if (rating.has_worst()) object["worstRating"] = rating.worst();
  Set(object, "alternateName", rating.words());
  Set(object, "ratingExplanation", rating.explanation());
  return object;
}

void SetSameAs(ordered_json& author, const google::protobuf::RepeatedPtrField<std::string>& uris) {
  for (const std::string& uri : uris) {
    if (IsLinkable(uri)) author["sameAs"].push_back(uri);
  }
}

ordered_json WorkAt(const std::string& uri) { return {{"@type", "CreativeWork"}, {"url", uri}}; }

// `source` is the document of the first citation, or null if it has no URI. The claim appeared there if
// nothing else is known.
void AddAppearances(const verbatim::v1::Claim& claim, const Document* source, ordered_json& item) {
  if (IsLinkable(claim.appearance_uri())) {
    item["appearance"] = WorkAt(claim.appearance_uri());
    if (!claim.further_appearance_uris().empty()) {
      item["appearance"] = ordered_json::array({item["appearance"]});
      for (const std::string& uri : claim.further_appearance_uris()) {
        if (IsLinkable(uri)) item["appearance"].push_back(WorkAt(uri));
      }
    }
    if (IsLinkable(claim.first_appearance_uri()))
      item["firstAppearance"] = WorkAt(claim.first_appearance_uri());
  } else if (source != nullptr) {
    item["appearance"] = SourceOf(*source);
    item["firstAppearance"] = SourceOf(*source);
  }
}

ordered_json ItemReviewed(const ClaimRecord& record, const Uris& uris) {
  const verbatim::v1::Claim& claim = record.claim;
  ordered_json item = {{"@type", "Claim"}, {"@id", uris.Of(claim.name())}};
  if (claim.has_claimant()) {
    // schema.org requires a type here, but the kind of the claimant is unknown. Readers accept Person and
    // Organization.
    ordered_json author = {{"@type", "Person"}, {"name", claim.claimant().name()}};
    Set(author, "url", Linked(claim.claimant().uri()));
    SetSameAs(author, claim.claimant().same_as());
    item["author"] = std::move(author);
  }
  const Document* first = claim.citations().empty() ? nullptr : Find(record, claim.citations(0).revision());
  const bool is_source = first != nullptr && IsLinkable(first->uri()) && !IsReview(*first);
  AddAppearances(claim, is_source ? first : nullptr, item);
  if (!claim.publish_date().empty()) {
    item["datePublished"] = claim.publish_date();
  } else if (is_source && first->has_publish_time()) {
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
                         {"url", IsLinkable(review.uri()) ? review.uri() : uris.Of(review.name())},
                         {"claimReviewed", record.claim.text()}};
  Set(object, "headline", review.title());
  Set(object, "inLanguage", review.language_code());
  Set(object, "datePublished", review.publish_date());
  ordered_json author = {{"@type", "Organization"}, {"name", review.reviewer().name()}};
  Set(author, "url", Linked(review.reviewer().uri()));
  SetSameAs(author, review.reviewer().same_as());
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
