#include "cli/pem.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <utility>

#include "cli/session.h"

namespace verbatim::cli {

CLI::Validator ReadPem(const std::string& label) {
  auto read = [label](std::string& value) -> std::string {
    absl::StatusOr<std::string> pem = ReadAll(value);
    if (!pem.ok()) return std::string(pem.status().message());
    const size_t begin = pem->find("-----BEGIN ");
    if (begin == std::string::npos || pem->find(label + "-----", begin) == std::string::npos)
      return value + " holds no " + label + " in PEM";
    value = *std::move(pem);
    return "";
  };
  return CLI::Validator(read, "FILE");
}

bool IsKeyOf(const std::string& certificate, const std::string& key) {
  auto open = [](const std::string& pem) {
    return std::unique_ptr<BIO, decltype(&BIO_free)>(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  };
  auto no_passphrase = [](char*, int, int, void*) { return -1; };
  std::unique_ptr<X509, decltype(&X509_free)> public_part(
      PEM_read_bio_X509(open(certificate).get(), nullptr, nullptr, nullptr), X509_free);
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> private_part(
      PEM_read_bio_PrivateKey(open(key).get(), nullptr, no_passphrase, nullptr), EVP_PKEY_free);
  return public_part != nullptr && private_part != nullptr &&
         X509_check_private_key(public_part.get(), private_part.get()) == 1;
}

}  // namespace verbatim::cli
