#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "access/oidc/strict_json.h"

namespace verbatim::access::oidc {

// A public key of an issuer. The key's type alone decides the algorithm: RSA is RS256, a key on P-256 is
// ES256, and Ed25519 is EdDSA (RFC 7518, RFC 8037). Immutable. Any thread.
//
// Uses OpenSSL's EVP, because Debian's libraries do not do this whole work: libjwt 1.10 reads no JWKs and has
// no EdDSA, and cpp-jwt reports errors by exceptions. Both take keys as PEM, so that the caller has to make
// them with OpenSSL anyway.
class VerificationKey {
 public:
  // Reads a JSON Web Key (RFC 7517). INVALID_ARGUMENT if the key is malformed, is of another type, is an RSA
  // key of less than 2,048 or more than 8,192 bits, is not meant for signatures, or names another algorithm
  // than that of its type. The message names no part of the key but its type.
  static absl::StatusOr<VerificationKey> FromJwk(const Json& jwk);

  // The key's `kid`; nothing if it has none.
  const std::optional<std::string>& id() const { return id_; }
  // The `alg` of the tokens that this key signs.
  std::string_view algorithm() const { return algorithm_; }

  // Returns whether `signature`, in the form of RFC 7518, is this key's signature of `bytes`.
  bool Verifies(std::string_view bytes, std::string_view signature) const;

 private:
  struct FreeKey {
    void operator()(EVP_PKEY* key) const;
  };

  VerificationKey() = default;

  std::optional<std::string> id_;
  std::string_view algorithm_;
  std::unique_ptr<EVP_PKEY, FreeKey> key_;
};

}  // namespace verbatim::access::oidc
