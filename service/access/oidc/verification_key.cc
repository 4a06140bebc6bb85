#include "access/oidc/verification_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "access/oidc/base64url.h"
#include "status/free_with.h"

namespace verbatim::access::oidc {
namespace {

constexpr std::string_view kRs256 = "RS256";
constexpr std::string_view kEs256 = "ES256";
constexpr std::string_view kEdDsa = "EdDSA";

// RFC 7518 requires at least 2,048 bits. The upper bound keeps the check of a signature under a millisecond.
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;
// The exponent is 65537 almost everywhere. A long exponent makes a check expensive.
constexpr size_t kMaxExponentBytes = 4;
constexpr size_t kCoordinateBytes = 32;  // of P-256, and of Ed25519

using BigNumber = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;

const uint8_t* Unsigned(std::string_view bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

BigNumber ToNumber(std::string_view bytes) {
  return BigNumber(BN_bin2bn(Unsigned(bytes), static_cast<int>(bytes.size()), nullptr));
}

absl::Status BadKey(std::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(std::string(what));
}

std::string TextMember(const Json& jwk, std::string_view name) {
  const Json* member = FindMember(jwk, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

// Returns the bytes of a member in base64url; empty if there is none.
std::string BytesMember(const Json& jwk, std::string_view name) {
  return FromBase64Url(TextMember(jwk, name)).value_or("");
}

// Makes a public key from its parameters, and checks it. Null if it is not valid.
EVP_PKEY* MakePublicKey(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (check != nullptr && EVP_PKEY_public_check_quick(check.get()) == 1) return key;
  EVP_PKEY_free(key);
  return nullptr;
}

EVP_PKEY* MakeRsaKey(const Json& jwk) {
  const std::string exponent_bytes = BytesMember(jwk, "e");
  const BigNumber modulus = ToNumber(BytesMember(jwk, "n"));
  const BigNumber exponent = ToNumber(exponent_bytes);
  const int bits = BN_num_bits(modulus.get());
  if (bits < kMinRsaBits || bits > kMaxRsaBits || exponent_bytes.size() > kMaxExponentBytes ||
      !BN_is_odd(exponent.get()) || BN_is_one(exponent.get())) {
    return nullptr;
  }
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
    return nullptr;
  }
  return MakePublicKey("RSA", builder.get());
}

EVP_PKEY* MakeP256Key(const Json& jwk) {
  const std::string x = BytesMember(jwk, "x");
  const std::string y = BytesMember(jwk, "y");
  if (x.size() != kCoordinateBytes || y.size() != kCoordinateBytes) return nullptr;
  const std::string point = absl::StrCat("\x04", x, y);  // the uncompressed form
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1) {
    return nullptr;
  }
  return MakePublicKey("EC", builder.get());
}

EVP_PKEY* MakeEd25519Key(const Json& jwk) {
  const std::string x = BytesMember(jwk, "x");
  if (x.size() != kCoordinateBytes) return nullptr;
  return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Unsigned(x), x.size());
}

// Returns whether the key's owner means it for checking signatures.
bool IsForSignatures(const Json& jwk) {
  const Json* use = FindMember(jwk, "use");
  if (use != nullptr && *use != "sig") return false;
  const Json* operations = FindMember(jwk, "key_ops");
  return operations == nullptr ||
         (operations->is_array() && std::ranges::find(*operations, Json("verify")) != operations->end());
}

// Converts the two numbers of a signature by ES256 to the DER that OpenSSL takes. Empty if they are not 64
// bytes.
std::string ToDer(std::string_view signature) {
  if (signature.size() != 2 * kCoordinateBytes) return {};
  BigNumber r = ToNumber(signature.substr(0, kCoordinateBytes));
  BigNumber s = ToNumber(signature.substr(kCoordinateBytes));
  const EcdsaSignature pair(ECDSA_SIG_new());
  if (pair == nullptr || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();
  (void)s.release();
  uint8_t* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &bytes);
  if (size <= 0) return {};
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

}  // namespace

void VerificationKey::FreeKey::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

absl::StatusOr<VerificationKey> VerificationKey::FromJwk(const Json& jwk) {
  if (!jwk.is_object()) return BadKey("it is not an object");
  if (!IsForSignatures(jwk)) return BadKey("it is not meant for signatures");
  VerificationKey key;
  const std::string type = TextMember(jwk, "kty");
  const std::string curve = TextMember(jwk, "crv");
  if (type == "RSA") {
    key.algorithm_ = kRs256;
    key.key_.reset(MakeRsaKey(jwk));
  } else if (type == "EC" && curve == "P-256") {
    key.algorithm_ = kEs256;
    key.key_.reset(MakeP256Key(jwk));
  } else if (type == "OKP" && curve == "Ed25519") {
    key.algorithm_ = kEdDsa;
    key.key_.reset(MakeEd25519Key(jwk));
  } else {
    return BadKey("its type is not RSA, EC with P-256, or OKP with Ed25519");
  }
  if (key.key_ == nullptr)
    return BadKey(absl::StrCat("it is not a valid key for ", std::string(key.algorithm_)));
  const Json* algorithm = FindMember(jwk, "alg");
  if (algorithm != nullptr && *algorithm != std::string(key.algorithm_))
    return BadKey(absl::StrCat("its alg is not ", std::string(key.algorithm_), ", as its type is"));
  if (const Json* id = FindMember(jwk, "kid")) {
    if (!id->is_string()) return BadKey("its kid is not a string");
    key.id_ = id->get<std::string>();
  }
  return key;
}

bool VerificationKey::Verifies(std::string_view bytes, std::string_view signature) const {
  std::string der;
  if (algorithm_ == kEs256) {
    der = ToDer(signature);
    if (der.empty()) return false;
    signature = der;
  }
  // Ed25519 hashes by itself. RSA takes PKCS #1 v1.5 by default, which is what RS256 says.
  const char* hash = algorithm_ == kEdDsa ? nullptr : "SHA256";
  const DigestContext context(EVP_MD_CTX_new());
  const bool valid =
      context != nullptr &&
      EVP_DigestVerifyInit_ex(context.get(), nullptr, hash, nullptr, nullptr, key_.get(), nullptr) == 1 &&
      EVP_DigestVerify(context.get(), Unsigned(signature), signature.size(), Unsigned(bytes), bytes.size()) ==
          1;
  ERR_clear_error();
  return valid;
}

}  // namespace verbatim::access::oidc
