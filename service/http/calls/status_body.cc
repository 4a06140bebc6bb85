#include "http/calls/status_body.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "http/json/json_writer.h"
#include "status/absl_view.h"
#include "status/errors.h"

namespace verbatim::http {
namespace {

using absl::StatusCode;

template <typename Detail>
std::optional<Detail> Find(const google::rpc::Status& status) {
  for (const auto& any : status.details()) {
    Detail detail;
    if (any.Is<Detail>() && any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

// Whole seconds, rounded up; at least one.
std::optional<int64_t> RetryAfter(const google::rpc::Status& status) {
  const auto retry = Find<google::rpc::RetryInfo>(status);
  if (!retry) return std::nullopt;
  return std::max<int64_t>(1, retry->retry_delay().seconds() + (retry->retry_delay().nanos() > 0 ? 1 : 0));
}

// Percent-encodes the characters that a status message of gRPC must not contain.
std::string EscapeMessage(std::string_view message) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : message) {
    if (c >= ' ' && c <= '~' && c != '%') {
      escaped += c;
    } else {
      escaped += '%';
      escaped += kHex[static_cast<unsigned char>(c) >> 4];
      escaped += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return escaped;
}

Response ErrorResponse(const absl::Status& status, std::optional<int> http_status, std::string body) {
  Response response{.status = http_status.value_or(HttpStatusOf(status.code())), .body = std::move(body)};
  response.Set("Content-Type", "application/json");
  if (response.status == 401) response.Set("WWW-Authenticate", "Bearer");
  if (const auto seconds = RetryAfter(ToRpcStatus(status)))
    response.Set("Retry-After", std::to_string(*seconds));
  return response;
}

}  // namespace

int HttpStatusOf(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return 200;
    case StatusCode::kCancelled:
      return 499;
    case StatusCode::kInvalidArgument:
    case StatusCode::kFailedPrecondition:
    case StatusCode::kOutOfRange:
      return 400;
    case StatusCode::kUnauthenticated:
      return 401;
    case StatusCode::kPermissionDenied:
      return 403;
    case StatusCode::kNotFound:
      return 404;
    case StatusCode::kAlreadyExists:
    case StatusCode::kAborted:
      return 409;
    case StatusCode::kResourceExhausted:
      return 429;
    case StatusCode::kUnimplemented:
      return 501;
    case StatusCode::kUnavailable:
      return 503;
    case StatusCode::kDeadlineExceeded:
      return 504;
    default:
      return 500;
  }
}

StatusCode CodeOf(int http_status) {
  switch (http_status) {
    case 401:
      return StatusCode::kUnauthenticated;
    case 403:
    case 421:
      return StatusCode::kPermissionDenied;
    case 404:
      return StatusCode::kNotFound;
    case 405:
    case 501:
    case 505:
      return StatusCode::kUnimplemented;
    case 408:
    case 504:
      return StatusCode::kDeadlineExceeded;
    case 412:
      return StatusCode::kAborted;
    case 416:
      return StatusCode::kOutOfRange;
    case 429:
      return StatusCode::kResourceExhausted;
    case 499:
      return StatusCode::kCancelled;
    case 503:
      return StatusCode::kUnavailable;
    default:
      return http_status >= 500 ? StatusCode::kInternal : StatusCode::kInvalidArgument;
  }
}

absl::Status ToStatus(const Problem& problem) {
  if (problem.status == 429) return Overloaded(problem.message);
  return absl::Status(CodeOf(problem.status), problem.message);
}

std::string_view NameOf(StatusCode code) {
  static constexpr std::string_view kNames[] = {
      "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
      "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
      "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
      "DATA_LOSS", "UNAUTHENTICATED"};
  const auto number = static_cast<size_t>(code);
  return number < std::size(kNames) ? kNames[number] : kNames[2];
}

std::string RestErrorBody(const absl::Status& status, std::optional<int> http_status) {
  const google::rpc::Status rpc = ToRpcStatus(status);
  std::string body = absl::StrCat("{\"error\":{\"code\":", http_status.value_or(HttpStatusOf(status.code())),
                                  ",\"message\":");
  AppendJsonString(rpc.message(), body);
  absl::StrAppend(&body, ",\"status\":\"", Absl(NameOf(status.code())), "\",\"details\":[");
  for (int i = 0; i < rpc.details_size(); ++i) {
    if (i > 0) body += ',';
    AppendJson(rpc.details(i), body);
  }
  body += "]}}";
  return body;
}

Response RestError(const absl::Status& status, std::optional<int> http_status) {
  return ErrorResponse(status, http_status, RestErrorBody(status, http_status));
}

Response RestError(const Problem& problem) { return RestError(ToStatus(problem), problem.status); }

std::string ConnectErrorBody(const absl::Status& status) {
  const google::rpc::Status rpc = ToRpcStatus(status);
  // Connect spells the codes as google.rpc.Code does, in lower case. Only `canceled` differs.
  std::string code =
      status.code() == StatusCode::kCancelled ? "canceled" : std::string(NameOf(status.code()));
  for (char& c : code) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::string body = absl::StrCat("{\"code\":\"", code, "\",\"message\":");
  AppendJsonString(rpc.message(), body);
  if (rpc.details_size() > 0) {
    body += ",\"details\":[";
    for (int i = 0; i < rpc.details_size(); ++i) {
      const auto& detail = rpc.details(i);
      const std::string& url = detail.type_url();
      std::string value;
      absl::Base64Escape(detail.value(), &value);
      while (!value.empty() && value.back() == '=') value.pop_back();
      absl::StrAppend(&body, i > 0 ? "," : "", "{\"type\":\"", url.substr(url.rfind('/') + 1),
                      "\",\"value\":\"", value, "\",\"debug\":");
      AppendJson(detail, body);
      body += '}';
    }
    body += ']';
  }
  body += '}';
  return body;
}

Response ConnectError(const absl::Status& status, std::optional<int> http_status) {
  return ErrorResponse(status, http_status, ConnectErrorBody(status));
}

std::string GrpcTrailers(const absl::Status& status) {
  if (status.ok()) return "grpc-status: 0\r\n";
  const google::rpc::Status rpc = ToRpcStatus(status);
  std::string details;
  absl::Base64Escape(rpc.SerializeAsString(), &details);
  return absl::StrCat("grpc-status: ", rpc.code(), "\r\ngrpc-message: ", EscapeMessage(rpc.message()),
                      "\r\ngrpc-status-details-bin: ", details, "\r\n");
}

bool IsStaleEtag(const absl::Status& status) {
  if (status.code() != StatusCode::kAborted) return false;
  const auto info = Find<google::rpc::ErrorInfo>(ToRpcStatus(status));
  return info && info->reason() == "ETAG_STALE";
}

}  // namespace verbatim::http
