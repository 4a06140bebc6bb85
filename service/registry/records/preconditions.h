#pragma once

#include <vector>

#include "store/store.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// Preconditions for the write of a claim: no document whose words it cites was erased meanwhile, and none has a later
// revision than the one in which the claim is anchored.
std::vector<store::Precondition> DocumentPreconditions(const verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
