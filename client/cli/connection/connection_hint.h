#pragma once

#include <string_view>

#include "client/refusal.h"

namespace verbatim::cli {

// Returns whether gRPC or another program made the error, and not a Verbatim service.
bool IsConnectionError(const client::Refusal& refusal);

// Returns whether nothing listens at the address, as while a service starts.
bool NothingListens(const client::Refusal& refusal);

// A likely cause of a connection error and its remedy, as one sentence. Empty for any other error and for an
// unknown cause.
std::string_view ConnectionHint(const client::Refusal& refusal);

}  // namespace verbatim::cli
