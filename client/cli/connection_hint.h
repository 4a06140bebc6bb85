#pragma once

#include <string_view>

#include "client/refusal.h"

namespace verbatim::cli {

// Whether the error comes from gRPC or from another program rather than from a Verbatim service.
bool IsConnectionError(const client::Refusal& refusal);

// A likely cause of a connection error and its remedy, as one sentence. Empty for any other error and for an
// unknown cause.
std::string_view ConnectionHint(const client::Refusal& refusal);

}  // namespace verbatim::cli
