#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "verbatimd/flags.h"

namespace verbatim::verbatimd {

// Returns whether other machines may reach an address of --listen or --http_listen, judging only by its text.
bool IsReachableByOthers(std::string_view address);

// INVALID_ARGUMENT if the server would serve other machines without TLS, or without knowing its callers, and
// --insecure_anyone does not allow that.
absl::Status CheckExposure(const ServeOptions& options);

}  // namespace verbatim::verbatimd
