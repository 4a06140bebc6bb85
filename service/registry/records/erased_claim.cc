#include "registry/records/erased_claim.h"

#include "google/protobuf/util/message_differencer.h"

namespace verbatim::registry {
namespace {

using google::protobuf::util::MessageDifferencer;
using verbatim::v1::Claim;
using verbatim::v1::EntryPayload;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::Review;

// Copies the fields that all kinds of resources have.
template <typename Resource>
Resource NameAndTimesOf(const Resource& resource) {
  Resource remains;
  remains.set_name(resource.name());
  if (resource.has_create_time()) *remains.mutable_create_time() = resource.create_time();
  if (resource.has_update_time()) *remains.mutable_update_time() = resource.update_time();
  return remains;
}

template <typename Resource>
bool IsOnlyRemains(const Resource& resource) {
  return MessageDifferencer::Equals(RemainsOf(resource), resource);
}

}  // namespace

Claim RemainsOf(const Claim& claim) {
  Claim remains = NameAndTimesOf(claim);
  remains.set_state(verbatim::v1::CLAIM_STATE_ERASED);
  remains.set_superseded_by(claim.superseded_by());
  if (claim.has_erasure()) *remains.mutable_erasure() = claim.erasure();
  return remains;
}

Evidence RemainsOf(const Evidence& evidence) {
  Evidence remains = NameAndTimesOf(evidence);
  remains.set_stance(evidence.stance());
  remains.mutable_citation()->set_revision(evidence.citation().revision());
  // Readers that look only for what is in force leave out what is erased.
  remains.set_state(verbatim::v1::EVIDENCE_STATE_RETRACTED);
  remains.set_erased(true);
  return remains;
}

Review RemainsOf(const Review& review) {
  Review remains = NameAndTimesOf(review);
  *remains.mutable_evidence() = review.evidence();
  remains.set_supersedes(review.supersedes());
  remains.set_superseded_by(review.superseded_by());
  remains.set_claim_retracted(review.claim_retracted());
  remains.set_state(verbatim::v1::REVIEW_STATE_RETRACTED);
  remains.set_erased(true);
  return remains;
}

Link RemainsOf(const Link& link) {
  Link remains = NameAndTimesOf(link);
  remains.set_relation(link.relation());
  remains.set_target(link.target());
  remains.set_state(verbatim::v1::LINK_STATE_RETRACTED);
  remains.set_erased(true);
  return remains;
}

bool IsErasedWithClaim(const EntryPayload& payload) {
  return payload.claim().has_erasure() || payload.evidence().erased() || payload.review().erased() ||
         payload.link().erased();
}

bool HasOnlyRemains(const EntryPayload& payload) {
  switch (payload.resource_case()) {
    case EntryPayload::kClaim:
      return IsOnlyRemains(payload.claim());
    case EntryPayload::kEvidence:
      return IsOnlyRemains(payload.evidence());
    case EntryPayload::kReview:
      return IsOnlyRemains(payload.review());
    case EntryPayload::kLink:
      return IsOnlyRemains(payload.link());
    default:
      return false;
  }
}

}  // namespace verbatim::registry
