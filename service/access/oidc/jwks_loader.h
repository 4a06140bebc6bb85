#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Reads JSON Web Key Sets, of at most kMaxKeySetBytes (key_set.h), and does not parse them. Any thread.
namespace verbatim::access::oidc {

// INVALID_ARGUMENT if the path is not that of a file that can be read, or the file is too long.
absl::StatusOr<std::string> ReadJwksFile(const std::string& path);

// INVALID_ARGUMENT unless `uri` is an https URI without credentials and fragment. http is allowed only to
// this machine: somebody who can change the keys on their way can pass for any caller.
absl::Status CheckJwksUri(const std::string& uri);

// INVALID_ARGUMENT unless `issuer` is an http or https URL without credentials, query and fragment (OpenID
// Connect Core 1.0, section 2).
absl::Status CheckIssuer(const std::string& issuer);

struct FetchOptions {
  std::string ca_file;  // PEM file of the CAs for https; empty for the system's
  std::chrono::milliseconds timeout;
};
// Gets the body of `uri`. Does not follow redirects. Blocks until the whole answer is there, at most for the
// timeout, and until soon after `should_stop` becomes true. UNAVAILABLE if the answer is not 200, or too
// long.
absl::StatusOr<std::string> FetchJwks(const std::string& uri, const FetchOptions& options,
                                      const std::function<bool()>& should_stop);

}  // namespace verbatim::access::oidc
