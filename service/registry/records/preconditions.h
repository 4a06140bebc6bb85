#pragma once

#include <vector>

#include "store/store.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// Returns the preconditions for writing a claim: none of the documents that the claim quotes was erased, and
// none has a later revision than the one in which the claim is anchored.
std::vector<store::Precondition> DocumentPreconditions(const verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
