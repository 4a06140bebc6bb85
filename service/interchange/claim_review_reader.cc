// Implements ReadClaimReview.

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "interchange/claim_review.h"
#include "interchange/json_fields.h"
#include "interchange/text_fragment.h"
#include "status/errors.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Citation;
using verbatim::v1::Rating;

// Returns the source of a Quotation. This is the revision if Verbatim exported the Quotation, otherwise a
// URI.
std::string SourceOf(const json& quotation, const Uris& uris) {
  for (const json* source : Values(quotation, "isBasedOn")) {
    std::string name = uris.NameOf(Text(*source, "@id"));
    if (!name.empty()) return name;
  }
  return Uri(quotation, "isBasedOn");
}

Citation CitationOf(const json& quotation, const Uris& uris) {
  Citation citation;
  citation.set_quote(Text(quotation, "text"));
  citation.set_revision(SourceOf(quotation, uris));
  TextContext context = ReadTextFragment(Text(quotation, "url"));
  citation.set_prefix(std::move(context.prefix));
  citation.set_suffix(std::move(context.suffix));
  return citation;
}

// Returns the citations of an object that are Quotations with text.
std::vector<const json*> Quotations(const json& object) {
  std::vector<const json*> quotations;
  for (const json* value : Values(object, "citation")) {
    if (HasType(*value, "Quotation") && !Text(*value, "text").empty()) quotations.push_back(value);
  }
  return quotations;
}

// Returns a date, or a date and time with a zone. Drops a time without a zone.
std::string DateOf(const json& object, const char* key, Violations& violations) {
  constexpr size_t kDayBytes = 10;
  std::string text = Text(object, key);
  if (text.empty()) return "";
  absl::CivilDay day;
  if (text.size() < kDayBytes || !absl::ParseCivilTime(text.substr(0, kDayBytes), &day)) {
    violations.Add(key, "must be an ISO 8601 date such as 2025-09-13");
    return "";
  }
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, nullptr)) return text;
  return text.substr(0, kDayBytes);
}

void ReadRating(const json& object, Rating& rating, Violations& violations) {
  const json& given = FirstObject(object, "reviewRating");
  if (given.is_null()) {
    violations.Add("reviewRating", "is required");
    return;
  }
  std::string words = Text(given, "alternateName");
  if (words.empty()) words = Text(given, "name");
  std::optional<double> value = Number(given, "ratingValue", "reviewRating", violations);
  std::optional<double> best = Number(given, "bestRating", "reviewRating", violations);
  std::optional<double> worst = Number(given, "worstRating", "reviewRating", violations);
  rating.set_words(words);
  // Verdicts without a scale are often published as 0, or as -1 on a scale from 0 to 0.
  const bool scale = value && best && worst && std::isfinite(*value) && *best != *worst &&
                     *value >= std::min(*best, *worst) && *value <= std::max(*best, *worst);
  if (scale) {
    rating.set_value(*value);
    rating.set_best(*best);
    rating.set_worst(*worst);
  } else if (words.empty()) {
    violations.Add("reviewRating",
                   "must have alternateName, or a ratingValue between worstRating and bestRating");
  }
}

verbatim::v1::EvidenceStance StanceOf(const json& quotation) {
  std::string type = Text(quotation, "additionalType");
  if (type.starts_with(kVerbatimNamespace)) {
    type = absl::AsciiStrToUpper(type.substr(kVerbatimNamespace.size()));
    verbatim::v1::EvidenceStance stance;
    if (verbatim::v1::EvidenceStance_Parse("EVIDENCE_STANCE_" + type, &stance)) return stance;
  }
  return verbatim::v1::EVIDENCE_STANCE_CONTEXT;
}

void ReadClaim(const json& object, const json& item, const Uris& uris, verbatim::v1::Claim& claim,
               Violations& violations) {
  claim.set_text(Text(object, "claimReviewed"));
  if (claim.text().empty()) violations.Add("claimReviewed", "is required");
  claim.set_name(uris.NameOf(Text(item, "@id")));
  if (std::string author = Text(item, "author"); !author.empty()) {
    claim.mutable_claimant()->set_name(author);
    claim.mutable_claimant()->set_uri(Uri(FirstObject(item, "author"), "url"));
  }
  std::string appearance;
  for (const char* key : {"appearance", "firstAppearance", "url", "sameAs"}) {
    if (appearance.empty()) appearance = Uri(item, key);
  }
  std::set<std::string> sources;
  for (const json* quotation : Quotations(item)) {
    *claim.add_citations() = CitationOf(*quotation, uris);
    sources.insert(Uri(FirstObject(*quotation, "isBasedOn"), "url"));
  }
  if (claim.citations().empty()) {
    Citation& citation = *claim.add_citations();
    citation.set_quote(claim.text());
    citation.set_revision(appearance);
  } else if (!sources.contains(appearance)) {
    claim.set_appearance_uri(appearance);
  }
}

}  // namespace

absl::StatusOr<ExchangedItem> ReadClaimReview(const json& object, const Uris& uris) {
  Violations violations;
  if (!HasType(object, "ClaimReview")) {
    violations.Add("@type", "must be ClaimReview");
    return violations.ToStatus();
  }
  ExchangedItem read;
  ReadClaim(object, FirstObject(object, "itemReviewed"), uris, read.claim, violations);
  verbatim::v1::Review review;
  review.set_name(uris.NameOf(Text(object, "@id")));
  ReadRating(object, *review.mutable_rating(), violations);
  review.mutable_reviewer()->set_name(Text(object, "author"));
  if (review.reviewer().name().empty()) violations.Add("author", "is required and must have a name");
  review.mutable_reviewer()->set_uri(Uri(FirstObject(object, "author"), "url"));
  const std::string url = Uri(object, "url");
  if (url.empty()) violations.Add("url", "is required and must be an absolute URI");
  if (uris.NameOf(url).empty()) review.set_uri(url);
  review.set_publish_date(DateOf(object, "datePublished", violations));
  review.set_rationale(Text(object, "reviewBody"));
  for (const json* quotation : Quotations(object)) {
    verbatim::v1::Evidence& evidence = read.evidence.emplace_back();
    evidence.set_name(uris.NameOf(Text(*quotation, "@id")));
    evidence.set_stance(StanceOf(*quotation));
    *evidence.mutable_citation() = CitationOf(*quotation, uris);
  }
  for (const json* basis : Values(object, "isBasedOn")) {
    std::string name = uris.NameOf(Text(*basis, "@id"));
    if (!name.empty()) review.add_evidence(std::move(name));
  }
  if (!violations.empty()) return violations.ToStatus();
  read.reviews.push_back(std::move(review));
  return read;
}

}  // namespace verbatim::interchange
