#pragma once

#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/log_entry.pb.h"

// What an erasure leaves of a resource.
namespace verbatim::verify {

// Whether the payload has a resource that is marked as erased: a document or a claim, or evidence, a review or
// a link of an erased claim.
bool IsErased(const v1::EntryPayload& payload);

// Whether a citation has a field that the erasure of its document must clear (citation.proto, `erased`).
bool HasWords(const v1::Citation& citation);

// Whether a claim, or evidence, a review or a link, has a field that the erasure of the claim must clear.
// claim.proto, evidence.proto, review.proto and link.proto list the fields that remain. Fields that this
// verifier does not know are ignored.
bool HasWords(const v1::EntryPayload& payload);

}  // namespace verbatim::verify
