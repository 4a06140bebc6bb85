#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "http/transport/message.h"
#include "http/transport/request_parser.h"

// Errors in the forms of REST (AIP-193), Connect and gRPC-Web. Any thread.
namespace verbatim::http {

// The HTTP status of a code, by the table of google.rpc.Code.
int HttpStatusOf(absl::StatusCode code);

// The code that fits an HTTP status best.
absl::StatusCode CodeOf(int http_status);

// An error of the request itself, with a code that fits its HTTP status.
absl::Status ToStatus(const Problem& problem);

// Returns the name of the code as google.rpc.Code spells it, such as NOT_FOUND.
std::string_view NameOf(absl::StatusCode code);

// `{"error": {"code": 404, "message": …, "status": "NOT_FOUND", "details": […]}}`. Without `http_status`,
// uses HttpStatusOf(status.code()).
std::string RestErrorBody(const absl::Status& status, std::optional<int> http_status = std::nullopt);

// The response with this body, and Retry-After if the error has RetryInfo.
Response RestError(const absl::Status& status, std::optional<int> http_status = std::nullopt);
Response RestError(const Problem& problem);

// `{"code": "not_found", "message": …, "details": […]}`. Connect has this form in unary responses and in
// end-of-stream messages.
std::string ConnectErrorBody(const absl::Status& status);
Response ConnectError(const absl::Status& status, std::optional<int> http_status = std::nullopt);

// The trailers of gRPC-Web: `grpc-status: 5\r\n…`.
std::string GrpcTrailers(const absl::Status& status);

// Whether the error says that an etag is stale.
bool IsStaleEtag(const absl::Status& status);

}  // namespace verbatim::http
