#include "log/ed25519.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>
#include <cstdlib>

namespace verbatim::log {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

// Aborts on a failure that only missing memory or a missing OpenSSL provider can cause.
void Check(bool ok) {
  if (ok) return;
  std::fputs("verbatim: OpenSSL cannot use Ed25519\n", stderr);
  std::abort();
}

const uint8_t* Bytes(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

// Rejects encrypted keys: a service cannot ask for a passphrase.
int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

void SigningKey::FreeKey::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

SigningKey SigningKey::Generate() {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  Check(key != nullptr);
  return SigningKey(key);
}

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem) {
  Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  Check(bio != nullptr);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, &NoPassphrase, nullptr);
  ERR_clear_error();
  if (key == nullptr) return absl::InvalidArgumentError("it contains no unencrypted private key in PEM");
  SigningKey result(key);
  if (EVP_PKEY_get_id(key) != EVP_PKEY_ED25519) {
    return absl::InvalidArgumentError("its key is not an Ed25519 key");
  }
  return result;
}

std::string SigningKey::ToPem() const {
  Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
  Check(bio != nullptr &&
        PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  char* text = nullptr;
  long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

PublicKey SigningKey::public_key() const {
  PublicKey bytes;
  size_t size = bytes.size();
  Check(EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &size) == 1 && size == bytes.size());
  return bytes;
}

Signature SigningKey::Sign(std::string_view message) const {
  Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  Signature signature;
  size_t size = signature.size();
  Check(context != nullptr && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
        EVP_DigestSign(context.get(), signature.data(), &size, Bytes(message), message.size()) == 1 &&
        size == signature.size());
  return signature;
}

bool VerifyEd25519(const PublicKey& key, std::string_view message, std::string_view signature) {
  if (signature.size() != sizeof(Signature)) return false;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> public_key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), &EVP_PKEY_free);
  Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool valid = public_key != nullptr && context != nullptr &&
               EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
               EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message),
                                message.size()) == 1;
  ERR_clear_error();
  return valid;
}

}  // namespace verbatim::log
