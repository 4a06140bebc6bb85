#pragma once

#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/review.pb.h"

// What remains of a claim, and of its evidence, reviews and links, when the claim is erased
// (ClaimService.EraseClaim): names, states and times. claim.proto, evidence.proto, review.proto and link.proto
// list the fields.
namespace verbatim::registry {

// The caller sets update_time, and the erasure of the claim.
verbatim::v1::Claim RemainsOf(const verbatim::v1::Claim& claim);
verbatim::v1::Evidence RemainsOf(const verbatim::v1::Evidence& evidence);
verbatim::v1::Review RemainsOf(const verbatim::v1::Review& review);
verbatim::v1::Link RemainsOf(const verbatim::v1::Link& link);

// Whether the payload has a claim, evidence, a review or a link that is marked as erased.
bool IsErasedWithClaim(const verbatim::v1::EntryPayload& payload);

// Whether the resource of such a payload has no other fields than those that remain.
bool HasOnlyRemains(const verbatim::v1::EntryPayload& payload);

}  // namespace verbatim::registry
