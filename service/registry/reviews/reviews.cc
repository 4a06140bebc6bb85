#include "registry/reviews/reviews.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/counters.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/review_validation.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/attestation.h"
#include "registry/sources/grounding.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::Review;
using Outcome = store::WriteResult::Outcome;

// Attempts of a write, if other calls write the same review meanwhile.
constexpr int kReviewAttempts = 8;

std::string IdFor(const std::string& chosen, const Environment& environment) {
  return chosen.empty() ? MakeUuidV7(environment) : chosen;
}

std::string_view StateWord(const Review& review) {
  return review.state() == verbatim::v1::REVIEW_STATE_RETRACTED ? "retracted"
                                                                : "superseded by another review";
}

}  // namespace

absl::StatusOr<Claim> Reviews::ReadParent(const std::string& name, std::string_view field) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, name, field));
  return ReadClaim(record.latest, record.payload);
}

template <typename Resource, typename Prepare, typename Read>
absl::StatusOr<Resource> Reviews::Record(const access::Caller& caller,
                                         const std::optional<store::RequestKey>& key, Prepare prepare,
                                         Read read) {
  auto again = [&](const store::WriteResult& result) -> absl::StatusOr<Resource> {
    ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(context_.store, result));
    return read(entries.front().index, entries.front().payload);
  };
  absl::Status refused;
  for (int attempt = 0; attempt < kReviewAttempts; ++attempt) {
    WriteContext context{context_.environment, caller, key, context_.environment.now_micros()};
    absl::StatusOr<Prepared<Resource>> prepared = prepare(context);
    if (!prepared.ok()) {
      refused = prepared.status();
      break;
    }
    store::Write write{std::move(prepared->entries), key, std::move(prepared->preconditions)};
    ABSL_ASSIGN_OR_RETURN(store::WriteResult result, context_.queue.SubmitAndWait(std::move(write)));
    if (result.outcome == Outcome::kRepeated) return again(result);
    if (result.outcome == Outcome::kCommitted) {
      SetIndex(result.first_index, prepared->resource);
      return std::move(prepared->resource);
    }
    refused = ToStatus(result, key);
    if (result.outcome != Outcome::kStale) break;
  }
  // The request may be refused only because it already succeeded.
  if (auto repeated = FindRepeated(context_.store, key)) return again(*repeated);
  return refused;
}

absl::StatusOr<Reviews::Prepared<Evidence>> Reviews::PrepareEvidence(const Claim& claim, Evidence evidence,
                                                                     const std::string& id,
                                                                     std::string_view path,
                                                                     const WriteContext& context) {
  evidence.clear_log_index();
  verbatim::v1::Citation& citation = *evidence.mutable_citation();
  citation.clear_erased();
  Violations violations;
  CheckEvidence(evidence, context_.limits, path, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const std::string field = Join(path, "citation");
  ABSL_ASSIGN_OR_RETURN(auto revision, context_.texts.Read(citation.revision(), Join(field, "revision")));
  ABSL_RETURN_IF_ERROR(Ground(revision, field, citation));
  ClearAttestations(citation);
  if (claim.has_statement()) Attest(revision, claim.statement(), citation);

  evidence.set_name(EvidenceName(claim.name(), IdFor(id, context_.environment)));
  *evidence.mutable_create_time() = ToTimestamp(context.now_micros);
  Prepared<Evidence> prepared;
  prepared.entries.push_back(MakeEvidenceEntry(log::EntryType::kEvidenceCreated, evidence, nullptr, context));
  prepared.preconditions.push_back({ErasureCounter(DocumentOfRevision(citation.revision())), 0});
  prepared.resource = std::move(evidence);
  return prepared;
}

absl::StatusOr<verbatim::v1::CreateEvidenceResponse> Reviews::CreateEvidence(
    const access::Caller& caller, verbatim::v1::CreateEvidenceRequest request) {
  Violations violations;
  CheckParent(request.parent(), violations);
  CheckNewId(request.evidence_id(), "evidence_id", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  auto evidence = Record<Evidence>(
      caller, key,
      [&](const WriteContext& context) -> absl::StatusOr<Prepared<Evidence>> {
        ABSL_ASSIGN_OR_RETURN(auto claim, ReadParent(request.parent(), "parent"));
        return PrepareEvidence(claim, request.evidence(), request.evidence_id(), "evidence", context);
      },
      ReadEvidence);
  if (!evidence.ok()) return evidence.status();
  verbatim::v1::CreateEvidenceResponse response;
  *response.mutable_evidence() = *std::move(evidence);
  return response;
}

absl::StatusOr<verbatim::v1::ListEvidenceResponse> Reviews::ListEvidence(
    verbatim::v1::ListEvidenceRequest request) {
  Violations violations;
  CheckListing(request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  auto keys = MostSelectiveFirst(FilterKeys(request.parent(), request.filter()));
  return ListResources<verbatim::v1::ListEvidenceResponse>(
      context_.store, context_.limits, std::move(request), std::move(keys),
      [](verbatim::v1::ListEvidenceResponse& response, const store::Record& record) -> absl::Status {
        ABSL_ASSIGN_OR_RETURN(auto evidence, ReadEvidence(record.latest, record.payload));
        *response.add_evidence() = std::move(evidence);
        return absl::OkStatus();
      });
}

absl::StatusOr<Reviews::Prepared<Review>> Reviews::PrepareReview(const Claim& claim, Review review,
                                                                 const std::string& id, std::string_view path,
                                                                 std::span<const Evidence> new_evidence,
                                                                 const WriteContext& context) {
  review.clear_state_reason();
  review.clear_superseded_by();
  Violations violations;
  CheckReview(review, context_.limits, claim.name(), path, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::vector<std::string> names(review.evidence().begin(), review.evidence().end());
  ABSL_ASSIGN_OR_RETURN(auto known, FromStore(context_.store.Get(names)));
  for (size_t i = 0; i < names.size(); ++i) {
    const bool is_new = std::any_of(new_evidence.begin(), new_evidence.end(),
                                    [&](const Evidence& evidence) { return evidence.name() == names[i]; });
    if (!known[i] && !is_new) return NotFound(Item(path, "evidence", static_cast<int>(i)), names[i]);
  }

  review.set_name(ReviewName(claim.name(), IdFor(id, context_.environment)));
  review.set_state(verbatim::v1::REVIEW_STATE_ACTIVE);
  review.set_claim_retracted(claim.state() == verbatim::v1::CLAIM_STATE_RETRACTED);
  *review.mutable_create_time() = ToTimestamp(context.now_micros);
  *review.mutable_update_time() = review.create_time();
  Prepared<Review> prepared;
  prepared.entries.push_back(MakeReviewEntry(log::EntryType::kReviewCreated, review, nullptr, context));
  if (!review.supersedes().empty()) {
    ABSL_ASSIGN_OR_RETURN(auto record,
                          ReadResource(context_.store, review.supersedes(), Join(path, "supersedes")));
    ABSL_ASSIGN_OR_RETURN(auto before, ReadReview(record.latest, record.payload));
    if (before.state() != verbatim::v1::REVIEW_STATE_ACTIVE) {
      return ReviewNotActive(before.name(), StateWord(before));
    }
    Review after = before;
    after.set_state(verbatim::v1::REVIEW_STATE_SUPERSEDED);
    after.set_superseded_by(review.name());
    *after.mutable_update_time() = review.create_time();
    prepared.entries.push_back(MakeReviewEntry(log::EntryType::kReviewSuperseded, after, &before, context));
    prepared.entries.back().replaces = record.latest;
  }
  prepared.resource = std::move(review);
  return prepared;
}

absl::StatusOr<verbatim::v1::CreateReviewResponse> Reviews::CreateReview(
    const access::Caller& caller, verbatim::v1::CreateReviewRequest request) {
  Violations violations;
  CheckParent(request.parent(), violations);
  CheckNewId(request.review_id(), "review_id", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  auto review = Record<Review>(
      caller, key,
      [&](const WriteContext& context) -> absl::StatusOr<Prepared<Review>> {
        ABSL_ASSIGN_OR_RETURN(auto claim, ReadParent(request.parent(), "parent"));
        return PrepareReview(claim, request.review(), request.review_id(), "review", {}, context);
      },
      ReadReview);
  if (!review.ok()) return review.status();
  verbatim::v1::CreateReviewResponse response;
  *response.mutable_review() = *std::move(review);
  return response;
}

absl::StatusOr<verbatim::v1::ListReviewsResponse> Reviews::ListReviews(
    verbatim::v1::ListReviewsRequest request) {
  Violations violations;
  CheckListing(request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  auto keys = MostSelectiveFirst(FilterKeys(request.parent(), request.filter()));
  return ListResources<verbatim::v1::ListReviewsResponse>(
      context_.store, context_.limits, std::move(request), std::move(keys),
      [](verbatim::v1::ListReviewsResponse& response, const store::Record& record) -> absl::Status {
        ABSL_ASSIGN_OR_RETURN(auto review, ReadReview(record.latest, record.payload));
        *response.add_reviews() = std::move(review);
        return absl::OkStatus();
      });
}

absl::StatusOr<verbatim::v1::RetractReviewResponse> Reviews::RetractReview(
    const access::Caller& caller, verbatim::v1::RetractReviewRequest request) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsReviewName(request.name())) violations.Add("name", "must be claims/{id}/reviews/{id}");
  CheckRetractReason(request.reason(), violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  auto review = Record<Review>(
      caller, key,
      [&](const WriteContext& context) -> absl::StatusOr<Prepared<Review>> {
        ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, request.name(), "name"));
        ABSL_ASSIGN_OR_RETURN(auto before, ReadReview(record.latest, record.payload));
        if (!request.etag().empty() && request.etag() != before.etag()) {
          return StaleEtag(request.name(), before.etag());
        }
        if (before.state() == verbatim::v1::REVIEW_STATE_RETRACTED) {
          return ReviewNotActive(request.name(), StateWord(before));
        }
        Prepared<Review> prepared;
        prepared.resource = before;
        prepared.resource.set_state(verbatim::v1::REVIEW_STATE_RETRACTED);
        prepared.resource.set_state_reason(request.reason());
        *prepared.resource.mutable_update_time() = ToTimestamp(context.now_micros);
        prepared.entries.push_back(
            MakeReviewEntry(log::EntryType::kReviewRetracted, prepared.resource, &before, context));
        prepared.entries.back().replaces = record.latest;
        return prepared;
      },
      ReadReview);
  if (!review.ok()) return review.status();
  verbatim::v1::RetractReviewResponse response;
  *response.mutable_review() = *std::move(review);
  return response;
}

absl::StatusOr<verbatim::v1::CreateLinkResponse> Reviews::CreateLink(
    const access::Caller& caller, verbatim::v1::CreateLinkRequest request) {
  Violations violations;
  CheckParent(request.parent(), violations);
  CheckLink(request.link(), request.parent(), "link", violations);
  CheckNewId(request.link_id(), "link_id", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  auto link = Record<Link>(
      caller, key,
      [&](const WriteContext& context) -> absl::StatusOr<Prepared<Link>> {
        // Not a precondition of the write: claims are never deleted.
        for (const auto& [name, field] : {std::pair<std::string, std::string>{request.parent(), "parent"},
                                          {request.link().target(), "link.target"}}) {
          if (auto record = ReadResource(context_.store, name, field); !record.ok()) return record.status();
        }
        Prepared<Link> prepared;
        prepared.resource = request.link();
        prepared.resource.clear_log_index();
        prepared.resource.set_name(
            LinkName(request.parent(), IdFor(request.link_id(), context_.environment)));
        *prepared.resource.mutable_create_time() = ToTimestamp(context.now_micros);
        prepared.entries.push_back(MakeLinkEntry(prepared.resource, context));
        return prepared;
      },
      ReadLink);
  if (!link.ok()) return link.status();
  verbatim::v1::CreateLinkResponse response;
  *response.mutable_link() = *std::move(link);
  return response;
}

absl::StatusOr<verbatim::v1::ListLinksResponse> Reviews::ListLinks(verbatim::v1::ListLinksRequest request) {
  Violations violations;
  CheckListing(request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  auto keys = MostSelectiveFirst(FilterKeys(request.parent(), request.filter()));
  return ListResources<verbatim::v1::ListLinksResponse>(
      context_.store, context_.limits, std::move(request), std::move(keys),
      [](verbatim::v1::ListLinksResponse& response, const store::Record& record) -> absl::Status {
        ABSL_ASSIGN_OR_RETURN(auto link, ReadLink(record.latest, record.payload));
        *response.add_links() = std::move(link);
        return absl::OkStatus();
      });
}

}  // namespace verbatim::registry
