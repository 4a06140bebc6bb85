#pragma once

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "http/calls/api_request.h"
#include "methods/method.h"

namespace verbatim::http {

// Makes the response from the result of a call. On any thread; may take as long as the encoding of the result.
using RespondWith = std::function<Response(absl::StatusOr<methods::Response>)>;

// Calls a unary method through the dispatcher and sends one response: the method's result, or DEADLINE_EXCEEDED
// when the deadline has passed. On the connection's thread.
void StartUnary(const std::shared_ptr<ApiRequest>& request, const methods::Method& method,
                methods::Incoming incoming, RespondWith respond);

}  // namespace verbatim::http
