#include "access/tls_files.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "status/free_with.h"
#include "status/status_macros.h"

namespace verbatim::access {
namespace {

using File = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

absl::Status Bad(const std::string& path, std::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", std::string(what)));
}

absl::StatusOr<File> Open(const std::string& path) {
  File file(BIO_new_file(path.c_str(), "r"));
  if (file == nullptr) return Bad(path, "cannot be read");
  return file;
}

// Returns the first certificate of a file. All of the file's certificates must be readable.
absl::StatusOr<Certificate> ReadCertificates(const std::string& path) {
  absl::StatusOr<File> file = Open(path);
  if (!file.ok()) return file.status();
  Certificate first;
  while (Certificate next{PEM_read_bio_X509(file->get(), nullptr, nullptr, nullptr)}) {
    if (first == nullptr) first = std::move(next);
  }
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
    return Bad(path, "holds a broken certificate");
  if (first == nullptr) return Bad(path, "holds no certificate in PEM");
  ERR_clear_error();
  return first;
}

absl::StatusOr<Key> ReadKey(const std::string& path) {
  absl::StatusOr<File> file = Open(path);
  if (!file.ok()) return file.status();
  auto no_passphrase = [](char*, int, int, void*) { return -1; };
  Key key(PEM_read_bio_PrivateKey(file->get(), nullptr, no_passphrase, nullptr));
  if (key == nullptr) return Bad(path, "holds no private key in PEM, or an encrypted one");
  return key;
}

}  // namespace

absl::Status CheckTlsFiles(const TlsFiles& files) {
  absl::StatusOr<Certificate> certificate = ReadCertificates(files.certificate);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<Key> key = ReadKey(files.key);
  if (!key.ok()) return key.status();
  if (X509_check_private_key(certificate->get(), key->get()) != 1) {
    return Bad(files.key, absl::StrCat("is not the key of the certificate in ", files.certificate));
  }
  if (files.client_authorities.empty()) return absl::OkStatus();
  return ReadCertificates(files.client_authorities).status();
}

}  // namespace verbatim::access
