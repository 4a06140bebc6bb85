#include "registry/reviews/reviews.h"

#include <algorithm>
#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/records/payload_reader.h"
#include "status/names.h"
#include "status/uri_schemes.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::Evidence;
using verbatim::v1::Review;

std::string_view StateWord(const Review& review) {
  return review.state() == verbatim::v1::REVIEW_STATE_RETRACTED ? "retracted"
                                                                : "superseded by another review";
}

// NOT_FOUND if a review names evidence that is neither stored nor new; FAILED_PRECONDITION, reason
// EVIDENCE_RETRACTED, if the evidence is retracted.
absl::Status CheckReviewEvidence(store::Store& store, const Review& review, std::string_view path,
                                 std::span<const Evidence> new_evidence) {
  const std::vector<std::string> names(review.evidence().begin(), review.evidence().end());
  ABSL_ASSIGN_OR_RETURN(auto known, FromStore(store.Get(names)));
  for (size_t i = 0; i < names.size(); ++i) {
    if (known[i]) {
      ABSL_ASSIGN_OR_RETURN(const Evidence evidence, ReadEvidence(known[i]->latest, known[i]->payload));
      if (evidence.state() == verbatim::v1::EVIDENCE_STATE_RETRACTED) return EvidenceRetracted(names[i]);
      continue;
    }
    const bool is_new = std::any_of(new_evidence.begin(), new_evidence.end(),
                                    [&](const Evidence& evidence) { return evidence.name() == names[i]; });
    if (!is_new) return NotFound(Item(path, "evidence", static_cast<int>(i)), names[i]);
  }
  return absl::OkStatus();
}

// Makes the entry that marks the review named by a new review as superseded.
absl::StatusOr<store::NewEntry> SupersededEntry(store::Store& store, const Review& review,
                                                std::string_view path, const WriteContext& write_context) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store, review.supersedes(), Join(path, "supersedes")));
  ABSL_RETURN_IF_ERROR(CheckMayChange(store, write_context.caller, record, "ReviewService.CreateReview"));
  ABSL_ASSIGN_OR_RETURN(auto before, ReadReview(record.latest, record.payload));
  if (before.state() != verbatim::v1::REVIEW_STATE_ACTIVE) {
    return ReviewNotActive(before.name(), StateWord(before));
  }
  Review after = before;
  after.set_state(verbatim::v1::REVIEW_STATE_SUPERSEDED);
  after.set_superseded_by(review.name());
  *after.mutable_update_time() = review.create_time();
  store::NewEntry entry = MakeReviewEntry(log::EntryType::kReviewSuperseded, after, &before, write_context);
  entry.replaces = record.latest;
  return entry;
}

}  // namespace

void CheckNewReview(const Limits& limits, std::string_view claim, std::string_view path, Review& review,
                    Violations& violations) {
  review.clear_state_reason();
  review.clear_superseded_by();
  review.clear_erased();
  CheckReview(review, limits, claim, path, violations);
  CheckUriSchemes(review, nullptr, path, violations);
}

absl::StatusOr<Prepared<Review>> PrepareReview(const RegistryContext& context, const Claim& claim,
                                               Review review, const std::string& id, std::string_view path,
                                               std::span<const Evidence> new_evidence,
                                               const WriteContext& write_context) {
  ABSL_RETURN_IF_ERROR(CheckReviewEvidence(context.store, review, path, new_evidence));

  review.set_name(ReviewName(claim.name(), IdFor(id, context.environment)));
  review.set_state(verbatim::v1::REVIEW_STATE_ACTIVE);
  review.set_claim_retracted(claim.state() == verbatim::v1::CLAIM_STATE_RETRACTED);
  *review.mutable_create_time() = ToTimestamp(write_context.now_micros);
  *review.mutable_update_time() = review.create_time();
  Prepared<Review> prepared;
  prepared.entries.push_back(MakeReviewEntry(log::EntryType::kReviewCreated, review, nullptr, write_context));
  if (!review.supersedes().empty()) {
    ABSL_ASSIGN_OR_RETURN(auto superseded, SupersededEntry(context.store, review, path, write_context));
    prepared.entries.push_back(std::move(superseded));
  }
  prepared.resource = std::move(review);
  return prepared;
}

absl::StatusOr<verbatim::v1::CreateReviewResponse> Reviews::CreateReview(
    const access::Caller& caller, verbatim::v1::CreateReviewRequest request) {
  Review review = request.review();  // the request stays as received, because its key depends on it
  Violations violations;
  CheckNewReview(context_.limits, request.parent(), "review", review, violations);
  auto prepare = [&](const Claim& claim, const WriteContext& write_context) {
    return PrepareReview(context_, claim, review, request.review_id(), "review", {}, write_context);
  };
  verbatim::v1::CreateReviewResponse response;
  ABSL_ASSIGN_OR_RETURN(*response.mutable_review(),
                        CreateChild<Review>(context_, caller, request, request.review_id(), "review_id",
                                            std::move(violations), prepare, ReadReview));
  return response;
}

absl::StatusOr<verbatim::v1::ListReviewsResponse> Reviews::ListReviews(
    verbatim::v1::ListReviewsRequest request) {
  return ListChildren(context_, std::move(request), ReadReview,
                      &verbatim::v1::ListReviewsResponse::add_reviews);
}

absl::StatusOr<verbatim::v1::RetractReviewResponse> Reviews::RetractReview(
    const access::Caller& caller, verbatim::v1::RetractReviewRequest request) {
  auto mark = [](Review& review) -> absl::Status {
    if (review.state() == verbatim::v1::REVIEW_STATE_RETRACTED) {
      return ReviewNotActive(review.name(), StateWord(review));
    }
    review.set_state(verbatim::v1::REVIEW_STATE_RETRACTED);
    return absl::OkStatus();
  };
  auto entry = [](const Review& after, const Review& before, const WriteContext& write_context) {
    return MakeReviewEntry(log::EntryType::kReviewRetracted, after, &before, write_context);
  };
  Violations violations;
  if (!IsReviewName(request.name())) violations.Add("name", "must be claims/{id}/reviews/{id}");
  verbatim::v1::RetractReviewResponse response;
  ABSL_ASSIGN_OR_RETURN(
      *response.mutable_review(),
      RetractChild<Review>(context_, caller, request, std::move(violations), mark, entry, ReadReview));
  return response;
}

}  // namespace verbatim::registry
