#pragma once

#include <string_view>

#include "client/refusal.h"

namespace verbatim::cli {

// Whether the error comes from gRPC or from another program rather than from a Verbatim service.
bool IsConnectionError(const client::Refusal& refusal);

// A likely cause of a connection error and its remedy, as one sentence. Empty if the error is none or its
// cause is unknown.
std::string_view ConnectionHint(const client::Refusal& refusal);

}  // namespace verbatim::cli
