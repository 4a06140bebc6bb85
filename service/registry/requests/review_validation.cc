#include "registry/requests/review_validation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "registry/requests/validation.h"
#include "status/absl_view.h"
#include "status/field_validation.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

// Limits documented in proto/verbatim/v1.
constexpr size_t kNoteBytes = 4096;
constexpr size_t kRationaleBytes = 64 << 10;
constexpr size_t kVerdictBytes = 1024;
constexpr size_t kReviewTitleBytes = 1024;
constexpr int kMaxReviewEvidence = 100;

void CheckRating(const verbatim::v1::Rating& rating, std::string_view path, Violations& violations) {
  CheckLength(rating.words(), Presence::kOptional, kVerdictBytes, Join(path, "words"), violations);
  CheckLength(rating.explanation(), Presence::kOptional, kRationaleBytes, Join(path, "explanation"),
              violations);
  if (!rating.has_value() && !rating.has_best() && !rating.has_worst()) {
    if (rating.words().empty())
      violations.Add(path, "must have words, or value together with best and worst");
    return;
  }
  if (!rating.has_value() || !rating.has_best() || !rating.has_worst()) {
    violations.Add(path,
                   "value, best and worst must be set together: a value has no meaning without its scale");
    return;
  }
  if (!std::isfinite(rating.value()) || !std::isfinite(rating.best()) || !std::isfinite(rating.worst())) {
    violations.Add(path, "value, best and worst must be finite");
  } else if (rating.best() == rating.worst()) {
    violations.Add(Join(path, "best"), "must differ from worst");
  } else if (rating.value() < std::min(rating.best(), rating.worst()) ||
             rating.value() > std::max(rating.best(), rating.worst())) {
    violations.Add(Join(path, "value"), "must be between worst and best");
  }
}

void CheckReviewEvidence(const verbatim::v1::Review& review, std::string_view claim, std::string_view path,
                         Violations& violations) {
  if (review.evidence_size() > kMaxReviewEvidence) {
    violations.Add(Join(path, "evidence"), absl::StrCat("must have at most ", kMaxReviewEvidence, " items"));
    return;
  }
  std::set<std::string_view> seen;
  for (int i = 0; i < review.evidence_size(); ++i) {
    const std::string& name = review.evidence(i);
    if (!IsEvidenceName(name) || ClaimOf(name) != claim) {
      violations.Add(Item(path, "evidence", i), absl::StrCat("must be ", Absl(claim), "/evidence/{id}"));
    } else if (!seen.insert(name).second) {
      violations.Add(Item(path, "evidence", i), "is a duplicate");
    }
  }
}

void CheckOptionalAttribution(bool set, const verbatim::v1::Attribution& attribution, std::string_view path,
                              Violations& violations) {
  if (set) CheckAttribution(attribution, Join(path, "attribution"), violations);
}

void CheckListingParent(std::string_view parent, Violations& violations) {
  if (parent != kAnyClaim && !IsClaimName(parent)) {
    violations.Add("parent", "must be claims/{id}, or claims/- for all claims");
  }
}

}  // namespace

void CheckEvidence(const verbatim::v1::Evidence& evidence, const Limits& limits, std::string_view path,
                   Violations& violations) {
  CheckStrings(evidence, path, violations);
  CheckCitationFields(evidence.citation(), limits, Join(path, "citation"), violations);
  if (evidence.stance() == verbatim::v1::EVIDENCE_STANCE_UNSPECIFIED ||
      !verbatim::v1::EvidenceStance_IsValid(evidence.stance())) {
    violations.Add(Join(path, "stance"), "must be SUPPORTS, REFUTES or CONTEXT");
  }
  CheckLength(evidence.note(), Presence::kOptional, kNoteBytes, Join(path, "note"), violations);
  CheckOptionalAttribution(evidence.has_attribution(), evidence.attribution(), path, violations);
}

void CheckReview(const verbatim::v1::Review& review, const Limits& limits, std::string_view claim,
                 std::string_view path, Violations& violations) {
  if (size_t bytes = review.ByteSizeLong(); bytes > limits.claim_bytes) {
    violations.Add(path,
                   absl::StrCat("has ", bytes, " bytes, more than the ", limits.claim_bytes, " allowed"));
    return;
  }
  CheckStrings(review, path, violations);
  CheckRating(review.rating(), Join(path, "rating"), violations);
  CheckLength(review.reviewer().name(), Presence::kRequired, kNameBytes, Join(path, "reviewer.name"),
              violations);
  CheckUri(review.reviewer().uri(), Join(path, "reviewer.uri"), violations);
  CheckUris(review.reviewer().same_as(), kMaxSameAs, Join(path, "reviewer.same_as"), violations);
  CheckUri(review.uri(), Join(path, "uri"), violations);
  CheckDate(review.publish_date(), Join(path, "publish_date"), violations);
  CheckLength(review.title(), Presence::kOptional, kReviewTitleBytes, Join(path, "title"), violations);
  CheckLanguage(review.language_code(), Join(path, "language_code"), violations);
  CheckLength(review.rationale(), Presence::kOptional, kRationaleBytes, Join(path, "rationale"), violations);
  CheckReviewEvidence(review, claim, path, violations);
  const std::string& supersedes = review.supersedes();
  if (!supersedes.empty() && (!IsReviewName(supersedes) || ClaimOf(supersedes) != claim)) {
    violations.Add(Join(path, "supersedes"), absl::StrCat("must be ", Absl(claim), "/reviews/{id}"));
  }
  CheckOptionalAttribution(review.has_attribution(), review.attribution(), path, violations);
}

void CheckLink(const verbatim::v1::Link& link, std::string_view claim, std::string_view path,
               Violations& violations) {
  CheckStrings(link, path, violations);
  if (link.relation() == verbatim::v1::LINK_RELATION_UNSPECIFIED ||
      !verbatim::v1::LinkRelation_IsValid(link.relation())) {
    violations.Add(Join(path, "relation"), "must be REPEATS, DERIVED_FROM, NARROWS, CONTRADICTS or SAME_AS");
  }
  if (!IsClaimName(link.target())) {
    violations.Add(Join(path, "target"), "must be claims/{id}");
  } else if (link.target() == claim) {
    violations.Add(Join(path, "target"), "must be another claim");
  }
  CheckLength(link.note(), Presence::kOptional, kNoteBytes, Join(path, "note"), violations);
  CheckOptionalAttribution(link.has_attribution(), link.attribution(), path, violations);
}

void CheckParent(std::string_view parent, Violations& violations) {
  if (!IsClaimName(parent)) violations.Add("parent", "must be claims/{id}");
}

void CheckListing(const verbatim::v1::ListEvidenceRequest& request, Violations& violations) {
  CheckStrings(request, "", violations);
  CheckListingParent(request.parent(), violations);
  const verbatim::v1::EvidenceFilter& filter = request.filter();
  if (!verbatim::v1::EvidenceStance_IsValid(filter.stance()))
    violations.Add("filter.stance", "is not a valid EvidenceStance");
  if (!filter.document().empty() && !IsDocumentName(filter.document())) {
    violations.Add("filter.document", "must be documents/{id}");
  }
  if (!filter.revision().empty() && !IsRevisionName(filter.revision())) {
    violations.Add("filter.revision", "must be documents/{id}/revisions/{number}");
  }
}

void CheckListing(const verbatim::v1::ListReviewsRequest& request, Violations& violations) {
  CheckStrings(request, "", violations);
  CheckListingParent(request.parent(), violations);
  if (!verbatim::v1::ReviewState_IsValid(request.filter().state())) {
    violations.Add("filter.state", "is not a valid ReviewState");
  }
  if (!request.filter().evidence().empty() && !IsEvidenceName(request.filter().evidence())) {
    violations.Add("filter.evidence", "must be claims/{id}/evidence/{id}");
  }
}

void CheckListing(const verbatim::v1::ListLinksRequest& request, Violations& violations) {
  CheckStrings(request, "", violations);
  CheckListingParent(request.parent(), violations);
  if (!verbatim::v1::LinkRelation_IsValid(request.filter().relation())) {
    violations.Add("filter.relation", "is not a valid LinkRelation");
  }
  if (!request.filter().target().empty() && !IsClaimName(request.filter().target())) {
    violations.Add("filter.target", "must be claims/{id}");
  }
}

}  // namespace verbatim::registry
