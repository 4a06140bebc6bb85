#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "access/oidc/verification_key.h"

namespace verbatim::access::oidc {

// Issuers publish two to ten keys, of at most some KiB each.
inline constexpr size_t kMaxKeySetBytes = 256 << 10;
inline constexpr size_t kMaxKeys = 100;

// The public keys of an issuer, from a JSON Web Key Set (RFC 7517, section 5). Immutable. Any thread.
class KeySet {
 public:
  // INVALID_ARGUMENT if `json` is malformed or has more than kMaxKeySetBytes, if the set has more than
  // kMaxKeys keys or no usable key, or if two usable keys have the same `kid` and algorithm. Leaves out keys
  // that are not usable, as the RFC says: an issuer may publish keys for other purposes.
  static absl::StatusOr<KeySet> Parse(std::string_view json);

  // Returns the key that a token names by the `kid` and `alg` of its header. A token without `kid` matches
  // the set's only key. NOT_FOUND if no key has this `kid`: the issuer may have published one since.
  // UNAUTHENTICATED if the token's algorithm is not that of the key, or the token has no `kid` and there are
  // several keys.
  absl::StatusOr<const VerificationKey*> Find(const std::optional<std::string>& key_id,
                                              std::string_view algorithm) const;

  size_t size() const { return keys_.size(); }
  // Why keys were left out, a line a key, for the log.
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  std::vector<VerificationKey> keys_;
  std::vector<std::string> left_out_;
};

}  // namespace verbatim::access::oidc
