#include "support/token_signer.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <cstddef>
#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"

namespace verbatim::test {
namespace {

void Check(bool ok) {
  if (!ok) std::abort();
}

const uint8_t* Unsigned(std::string_view bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

// A number of a key, in big endian, as bytes of the given size; the fewest bytes if `size` is 0.
std::string NumberOf(const EVP_PKEY* key, const char* name, size_t size = 0) {
  BIGNUM* number = nullptr;
  Check(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  std::string bytes(size == 0 ? static_cast<size_t>(BN_num_bytes(number)) : size, '\0');
  Check(BN_bn2binpad(number, reinterpret_cast<uint8_t*>(bytes.data()), static_cast<int>(bytes.size())) >= 0);
  BN_free(number);
  return bytes;
}

std::string Member(const std::string& name, const std::string& bytes) {
  return ", \"" + name + "\": \"" + ToBase64Url(bytes) + "\"";
}

// Converts the DER of an ECDSA signature to the two numbers of RFC 7518.
std::string FromDer(const std::string& der) {
  const uint8_t* bytes = Unsigned(der);
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
  Check(pair != nullptr);
  std::string numbers(64, '\0');
  auto* out = reinterpret_cast<uint8_t*>(numbers.data());
  Check(BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, 32) == 32);
  Check(BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + 32, 32) == 32);
  ECDSA_SIG_free(pair);
  return numbers;
}

}  // namespace

std::string ToBase64Url(std::string_view bytes) {
  return absl::WebSafeBase64Escape(absl::string_view(bytes.data(), bytes.size()));
}

void TokenSigner::FreeKey::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

TokenSigner::TokenSigner(Type type, std::string id, unsigned rsa_bits) : type_(type), id_(std::move(id)) {
  switch (type) {
    case Type::kRsa:
      key_.reset(EVP_RSA_gen(rsa_bits));
      break;
    case Type::kP256:
      key_.reset(EVP_EC_gen("P-256"));
      break;
    case Type::kEd25519:
      key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
      break;
  }
  Check(key_ != nullptr);
}

std::string_view TokenSigner::algorithm() const {
  return type_ == Type::kRsa ? "RS256" : type_ == Type::kP256 ? "ES256" : "EdDSA";
}

std::string TokenSigner::PublicJwk(std::string_view more) const {
  std::string jwk = "{\"kid\": \"" + id_ + "\"";
  switch (type_) {
    case Type::kRsa:
      jwk += ", \"kty\": \"RSA\"" + Member("n", NumberOf(key_.get(), OSSL_PKEY_PARAM_RSA_N)) +
             Member("e", NumberOf(key_.get(), OSSL_PKEY_PARAM_RSA_E));
      break;
    case Type::kP256:
      jwk += ", \"kty\": \"EC\", \"crv\": \"P-256\"" +
             Member("x", NumberOf(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32)) +
             Member("y", NumberOf(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32));
      break;
    case Type::kEd25519: {
      std::string x(32, '\0');
      size_t size = x.size();
      Check(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<uint8_t*>(x.data()), &size) == 1);
      jwk += ", \"kty\": \"OKP\", \"crv\": \"Ed25519\"" + Member("x", x);
      break;
    }
  }
  return jwk.append(more) + "}";
}

std::string TokenSigner::Token(std::string_view claims) const {
  const std::string header =
      R"({"alg": ")" + std::string(algorithm()) + R"(", "kid": ")" + id_ + R"(", "typ": "JWT"})";
  return Token(header, claims);
}

std::string TokenSigner::Token(std::string_view header, std::string_view claims) const {
  const std::string bytes = ToBase64Url(header) + "." + ToBase64Url(claims);
  return bytes + "." + ToBase64Url(Sign(bytes));
}

std::string TokenSigner::Sign(std::string_view bytes) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const EVP_MD* hash = type_ == Type::kEd25519 ? nullptr : EVP_sha256();
  size_t size = 0;
  Check(EVP_DigestSignInit(context, nullptr, hash, nullptr, key_.get()) == 1);
  Check(EVP_DigestSign(context, nullptr, &size, Unsigned(bytes), bytes.size()) == 1);
  std::string signature(size, '\0');
  Check(EVP_DigestSign(context, reinterpret_cast<uint8_t*>(signature.data()), &size, Unsigned(bytes),
                       bytes.size()) == 1);
  EVP_MD_CTX_free(context);
  signature.resize(size);
  return type_ == Type::kP256 ? FromDer(signature) : signature;
}

std::string KeySetOf(const std::vector<const TokenSigner*>& signers) {
  std::string keys;
  for (const TokenSigner* signer : signers) keys += (keys.empty() ? "" : ", ") + signer->PublicJwk();
  return "{\"keys\": [" + keys + "]}";
}

}  // namespace verbatim::test
