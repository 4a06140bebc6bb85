#include "verify/erased_resources.h"

#include <set>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace verbatim::verify {
namespace {

// Whether a field is set that is not one of these.
bool HasFieldsBeside(const google::protobuf::Message& message, const std::set<int>& remaining) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const google::protobuf::FieldDescriptor* field : fields) {
    if (!remaining.contains(field->number())) return true;
  }
  return false;
}

}  // namespace

bool IsErased(const v1::EntryPayload& payload) {
  return payload.document().has_erasure() || payload.claim().has_erasure() || payload.evidence().erased() ||
         payload.review().erased() || payload.link().erased();
}

bool HasWords(const v1::Citation& citation) {
  return !citation.quote().empty() || !citation.prefix().empty() || !citation.suffix().empty() ||
         !citation.quote_sha256().empty() || !citation.submitted_quote().empty() ||
         !citation.attestations().empty();
}

bool HasWords(const v1::EntryPayload& payload) {
  using v1::Claim, v1::Evidence, v1::Link, v1::Review;
  static const std::set<int> kOfClaim = {Claim::kNameFieldNumber,         Claim::kStateFieldNumber,
                                         Claim::kSupersededByFieldNumber, Claim::kCreateTimeFieldNumber,
                                         Claim::kUpdateTimeFieldNumber,   Claim::kErasureFieldNumber};
  static const std::set<int> kOfEvidence = {Evidence::kNameFieldNumber,   Evidence::kCitationFieldNumber,
                                            Evidence::kStanceFieldNumber, Evidence::kCreateTimeFieldNumber,
                                            Evidence::kStateFieldNumber,  Evidence::kUpdateTimeFieldNumber,
                                            Evidence::kErasedFieldNumber};
  static const std::set<int> kOfReview = {
      Review::kNameFieldNumber,       Review::kEvidenceFieldNumber,     Review::kSupersedesFieldNumber,
      Review::kStateFieldNumber,      Review::kSupersededByFieldNumber, Review::kClaimRetractedFieldNumber,
      Review::kCreateTimeFieldNumber, Review::kUpdateTimeFieldNumber,   Review::kErasedFieldNumber};
  static const std::set<int> kOfLink = {Link::kNameFieldNumber,   Link::kRelationFieldNumber,
                                        Link::kTargetFieldNumber, Link::kCreateTimeFieldNumber,
                                        Link::kStateFieldNumber,  Link::kUpdateTimeFieldNumber,
                                        Link::kErasedFieldNumber};
  return HasFieldsBeside(payload.claim(), kOfClaim) || HasFieldsBeside(payload.evidence(), kOfEvidence) ||
         HasFieldsBeside(payload.evidence().citation(), {v1::Citation::kRevisionFieldNumber}) ||
         HasFieldsBeside(payload.review(), kOfReview) || HasFieldsBeside(payload.link(), kOfLink);
}

}  // namespace verbatim::verify
