#pragma once

#include <openssl/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace verbatim::log {

using PublicKey = std::array<uint8_t, 32>;
using Signature = std::array<uint8_t, 64>;

// An Ed25519 private key (RFC 8032). Any thread.
class SigningKey {
 public:
  // Uses the system's random generator.
  static SigningKey Generate();

  // Reads a key in PKCS #8 in PEM, as written by `openssl genpkey -algorithm ed25519`. INVALID_ARGUMENT if
  // `pem` is not a key, is encrypted, or is a key of another kind.
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem);
  std::string ToPem() const;

  PublicKey public_key() const;
  Signature Sign(std::string_view message) const;

 private:
  struct FreeKey {
    void operator()(EVP_PKEY* key) const;
  };

  explicit SigningKey(EVP_PKEY* key) : key_(key) {}

  std::unique_ptr<EVP_PKEY, FreeKey> key_;
};

// Returns whether `signature` is the key's signature of `message`. Returns false if `signature` does not have
// 64 bytes. Any thread.
bool VerifyEd25519(const PublicKey& key, std::string_view message, std::string_view signature);

}  // namespace verbatim::log
