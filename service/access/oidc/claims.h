#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/oidc/identity.h"
#include "access/oidc/strict_json.h"

namespace verbatim::access::oidc {

// The clocks of an issuer and of this server may differ by this much. Tokens are accepted so much before
// their `nbf` and `iat`, and after their `exp`. A minute is more than machines with NTP differ, and little
// beside the lifetime of a token.
inline constexpr absl::Duration kClockSkew = absl::Minutes(1);

// A token lists few groups. Azure lists up to 200 in a JWT.
inline constexpr size_t kMaxGroups = 1000;

// Returns the identity that the claims of a token state, if the token is valid at `now`. UNAUTHENTICATED if
// not:
// - `iss` is the issuer, `sub` is well-formed, and `aud` has one of the audiences.
// - `exp` is required. `nbf` and `iat` are not in the future.
// - If the token is also for others than the audiences, it must name, in `azp`, a party that may send it.
// - It is not bound to a key of the caller (`cnf`), which is not checked here, and does not tell events
//   (`events`), as logout tokens do.
// The message contains no claim of the token.
absl::StatusOr<Identity> CheckClaims(const IssuerOptions& options, const Json& claims, absl::Time now);

}  // namespace verbatim::access::oidc
