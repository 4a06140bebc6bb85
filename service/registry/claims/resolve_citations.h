#pragma once

#include "absl/status/status.h"
#include "registry/requests/limits.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// Whether the citations of a claim are new, or were grounded before.
enum class CitationState { kNew, kGrounded };

// What to do with a value that a quote contradicts: refuse the claim, or only mark the value in the
// attestations.
enum class OnContradiction { kRefuse, kMark };

// Attests the citations of a claim. New citations are first grounded by `quote_matching`, and anchored in the latest revisions of
// their documents. Returns the errors of CreateClaim.
absl::Status ResolveCitations(const RegistryContext& context, CitationState state,
                              verbatim::v1::QuoteMatching quote_matching, OnContradiction on_contradiction,
                              verbatim::v1::Claim& claim);

// INVALID_ARGUMENT if the fields that ResolveCitations set make the claim too large.
absl::Status CheckFilledIn(const Limits& limits, const verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
