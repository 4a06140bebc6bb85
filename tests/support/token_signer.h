#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Makes JSON Web Tokens as issuers do, and wrong ones.
namespace verbatim::test {

// Base64url without padding.
std::string ToBase64Url(std::string_view bytes);

// A key of an issuer.
class TokenSigner {
 public:
  enum class Type : uint8_t { kRsa, kP256, kEd25519 };

  // A new key. `id` is its `kid`; `rsa_bits` is the size of an RSA key.
  TokenSigner(Type type, std::string id, unsigned rsa_bits = 2048);

  const std::string& id() const { return id_; }
  // RS256, ES256 or EdDSA.
  std::string_view algorithm() const;

  // The public key as a JSON Web Key. `more` is added to its members, such as `, "use": "sig"`.
  std::string PublicJwk(std::string_view more = "") const;

  // A token with these claims, in JSON, and a header as issuers make it.
  std::string Token(std::string_view claims) const;
  // A token with this header and these claims, which need not be JSON.
  std::string Token(std::string_view header, std::string_view claims) const;
  // The signature of bytes, as it is in a token before it is encoded.
  std::string Sign(std::string_view bytes) const;

 private:
  struct FreeKey {
    void operator()(EVP_PKEY* key) const;
  };

  Type type_;
  std::string id_;
  std::unique_ptr<EVP_PKEY, FreeKey> key_;
};

// A JSON Web Key Set of these keys.
std::string KeySetOf(const std::vector<const TokenSigner*>& signers);

}  // namespace verbatim::test
