#pragma once

#include "absl/status/status.h"
#include "registry/requests/limits.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

enum class Citations { kNew, kGrounded };
enum class Contradiction { kRefuse, kMark };

// Attests the citations of a claim; before that, grounds new ones, and anchors them in the latest revisions
// of their documents. `contradiction` says whether a value that a quote contradicts is refused or only marked
// in the attestations. Errors as CreateClaim.
absl::Status ResolveCitations(const RegistryContext& context, Citations citations,
                              Contradiction contradiction, verbatim::v1::Claim& claim);

// INVALID_ARGUMENT if the fields that ResolveCitations set make the claim too large.
absl::Status CheckFilledIn(const Limits& limits, const verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
