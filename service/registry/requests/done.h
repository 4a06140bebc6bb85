#pragma once

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"

namespace verbatim::registry {

// Receives the response of an asynchronous operation. Called exactly once, on any thread.
template <typename Response>
using Done = absl::AnyInvocable<void(absl::StatusOr<Response>) &&>;

}  // namespace verbatim::registry
