#pragma once

#include <string_view>

#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/claim.pb.h"

// Removes the words that were cited from an erased document.
namespace verbatim::registry {

void Redact(verbatim::v1::Citation& citation);

// Redacts the claim's citations of `document`.
void Redact(std::string_view document, verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
