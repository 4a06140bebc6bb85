#include "cli/connection/tls.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <utility>

#include "CLI/CLI.hpp"
#include "cli/input/files.h"

namespace verbatim::cli {
namespace {

// Reads a file that must contain a PEM block whose label ends with `label` (RFC 7468).
std::string Read(const std::string& path, const std::string& label, const std::string& option) {
  if (path.empty()) return "";
  absl::StatusOr<std::string> pem = ReadAll(path);
  if (!pem.ok()) throw CLI::ValidationError(option, std::string(pem.status().message()));
  const size_t begin = pem->find("-----BEGIN ");
  if (begin == std::string::npos || pem->find(label + "-----", begin) == std::string::npos)
    throw CLI::ValidationError(option, path + " contains no " + label + " in PEM");
  return *std::move(pem);
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

}  // namespace

client::Tls ReadTls(const TlsPaths& paths) {
  if (paths.certificate.empty() != paths.key.empty())
    throw CLI::ValidationError("--tls-cert", "must be set together with --tls-key");
  client::Tls tls{.authorities = Read(paths.authorities, "CERTIFICATE", "--tls-ca"),
                  .certificate = Read(paths.certificate, "CERTIFICATE", "--tls-cert"),
                  .key = Read(paths.key, "PRIVATE KEY", "--tls-key")};
  if (!tls.key.empty() && !IsKeyOf(tls.certificate, tls.key))
    throw CLI::ValidationError("--tls-key", "is not the key of --tls-cert, or is encrypted");
  return tls;
}

}  // namespace verbatim::cli
