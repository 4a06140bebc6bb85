#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "access/oidc/strict_json.h"

namespace verbatim::access::oidc {

// Issuers make tokens of one or two KiB. gRPC allows 8 KiB of metadata, and HTTP servers as much of headers.
inline constexpr size_t kMaxTokenBytes = 16 << 10;

// The parts of a JSON Web Token (RFC 7519) that is signed (RFC 7515). Nothing of it is verified.
// NOLINTNEXTLINE(bugprone-exception-escape): moving a nlohmann::json throws nothing
struct ParsedToken {
  std::string algorithm;              // the header's `alg`, whatever it is
  std::optional<std::string> key_id;  // the header's `kid`
  Json claims;                        // an object
  std::string_view signed_bytes;      // a part of the token
  std::string signature;
};

// Splits and decodes a token. INVALID_ARGUMENT if the token is malformed, longer than kMaxTokenBytes or
// encrypted, if its header has critical extensions (`crit`), or if its `typ` is not that of an ID token or an
// access token. Ignores keys and addresses of keys in the header. The message does not contain the token.
absl::StatusOr<ParsedToken> ParseToken(std::string_view token);

}  // namespace verbatim::access::oidc
