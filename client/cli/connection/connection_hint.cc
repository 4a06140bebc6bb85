#include "cli/connection/connection_hint.h"

#include <string>

namespace verbatim::cli {
namespace {

constexpr std::string_view kNotVerbatim =
    "the server there is not a Verbatim server; --server or VERBATIM_SERVER sets the address";
constexpr std::string_view kNoAnswer =
    "the server there is overloaded, or not a Verbatim server; --server or VERBATIM_SERVER sets the address";
constexpr std::string_view kNothingListens =
    "nothing listens there; is verbatimd running? --server or VERBATIM_SERVER sets the address";
constexpr std::string_view kNeedsTls =
    "the server may require TLS or a client certificate, or rejected yours: --tls-ca, --tls-cert";

// Parts of the messages of gRPC and OpenSSL. The first match counts.
struct Cause {
  std::string_view message;
  std::string_view hint;
};
constexpr Cause kCauses[] = {
    {"wrong version number", "the server may not use TLS on this port"},
    {"certificate verify failed", "no certificate of --tls-ca has signed the server's certificate"},
    {"Connection refused", kNothingListens},
    {"No such file or directory", kNothingListens},  // at unix:PATH
    {"DNS resolution failed", "is the host name right? --server or VERBATIM_SERVER sets the address"},
    {"Failed parsing HTTP/2", kNotVerbatim},         // HTTP/1.1 or another protocol
    {"before receiving SETTINGS frame", kNoAnswer},  // accepts connections but sends nothing
    {"http2 header with status", kNotVerbatim},      // an HTTP/2 server or proxy
    {"Socket closed", kNeedsTls},
    {"Handshake read failed", kNeedsTls},
    {"tcp handshaker shutdown", ""},  // a connection is not made in time
    {"handshake", kNeedsTls},
};

}  // namespace

bool IsConnectionError(const client::Refusal& refusal) {
  // Errors that the service itself returns with these codes have a reason or a retry delay.
  const bool answered = !refusal.reason.empty() || refusal.retry_after_seconds > 0;
  switch (refusal.code) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnimplemented:
      return !answered;
    default:
      return false;
  }
}

bool NothingListens(const client::Refusal& refusal) { return ConnectionHint(refusal) == kNothingListens; }

std::string_view ConnectionHint(const client::Refusal& refusal) {
  if (!IsConnectionError(refusal)) return "";
  // A gRPC server returns UNIMPLEMENTED for an unknown method. gRPC also maps HTTP status 404 to
  // UNIMPLEMENTED.
  if (refusal.code == absl::StatusCode::kUnimplemented) {
    return "the server there is not a Verbatim server, or an older version; --server or VERBATIM_SERVER sets "
           "the "
           "address";
  }
  for (const Cause& cause : kCauses) {
    if (refusal.message.find(cause.message) != std::string::npos) return cause.hint;
  }
  return "";
}

}  // namespace verbatim::cli
