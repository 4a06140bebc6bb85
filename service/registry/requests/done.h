#pragma once

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"

namespace verbatim::registry {

// Takes the response of an operation that ends later: called once, on any thread.
template <typename Response>
using Done = absl::AnyInvocable<void(absl::StatusOr<Response>) &&>;

}  // namespace verbatim::registry
