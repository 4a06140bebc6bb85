#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "access/caller.h"
#include "store/store.h"

namespace verbatim::registry {

// OK if the caller may correct or retract a resource: with Permission::kCurate each, otherwise its own
// (access/ownership.h). PERMISSION_DENIED if not. `method` is Service.Method. Returns the errors of the
// store.
absl::Status CheckMayChange(store::Store& store, const access::Caller& caller, const store::Record& resource,
                            std::string_view method);

}  // namespace verbatim::registry
