#include "rpc/tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "log/utf8.h"

namespace verbatim::rpc {
namespace {

using grpc::experimental::TlsCustomVerificationCheckRequest;

constexpr size_t kPrincipalBytes = 256;

template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using File = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;

absl::Status Bad(const std::string& path, std::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", std::string(what)));
}

absl::StatusOr<File> Open(const std::string& path) {
  File file(BIO_new_file(path.c_str(), "r"));
  if (file == nullptr) return Bad(path, "cannot be read");
  return file;
}

// The first certificate of a file, all of whose certificates can be read.
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
  // Nobody is there to be asked for a passphrase.
  auto no_passphrase = [](char*, int, int, void*) { return -1; };
  Key key(PEM_read_bio_PrivateKey(file->get(), nullptr, no_passphrase, nullptr));
  if (key == nullptr) return Bad(path, "holds no private key in PEM, or an encrypted one");
  return key;
}

// gRPC merely logs what is wrong, and lets nobody in.
absl::Status Check(const TlsFiles& files) {
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

using Names = std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>>;

std::string_view BytesOf(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<size_t>(ASN1_STRING_length(text))};
}

// What is wrong with a name as the principal of entries that are kept for ever, and shown; nothing if it will
// do.
std::string_view WhatIsWrongWith(std::string_view name) {
  if (name.empty()) return "it names nobody";
  if (name.size() > kPrincipalBytes) return "the name has more than 256 bytes";
  while (!name.empty()) {
    const std::optional<char32_t> point = log::TakeCodePoint(name);
    if (!point) return "the name is not UTF-8";
    if (*point < 0x20 || (*point >= 0x7F && *point < 0xA0)) return "the name has control characters";
  }
  return {};
}

std::string_view WhatIsWrongWithCommonName(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (index < 0) return WhatIsWrongWith("");
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
  if (size < 0) return "the name is not text";
  const std::string name(reinterpret_cast<const char*>(utf8), static_cast<size_t>(size));
  OPENSSL_free(utf8);
  return WhatIsWrongWith(name);
}

// What is wrong with the name that gRPC takes from a certificate (PrincipalOf): the first subject alternative
// name, or the common name if there is none. Of names that are no DNS name, URI, email or IP address gRPC
// tells no more than that.
std::string_view WhatIsWrongWithNameOf(const X509* certificate) {
  const Names names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr || sk_GENERAL_NAME_num(names.get()) == 0)
    return WhatIsWrongWithCommonName(certificate);
  const GENERAL_NAME* first = sk_GENERAL_NAME_value(names.get(), 0);
  switch (first->type) {
    case GEN_DNS:
    case GEN_EMAIL:
    case GEN_URI:
      return WhatIsWrongWith(BytesOf(first->d.ia5));
    case GEN_IPADD:
      return {};
    default:
      return "its first subject alternative name is no DNS name, URI, email or IP address";
  }
}

// As openssl prints it, unprintable bytes escaped; empty without a certificate.
std::string SubjectOf(const X509* certificate) {
  if (certificate == nullptr) return "";
  char subject[kPrincipalBytes];
  X509_NAME_oneline(X509_get_subject_name(certificate), subject, sizeof subject);
  return subject;
}

// Lets in, of those whose certificate leads to an authority, who has a name that can be recorded.
class NamedCallers final : public grpc::experimental::ExternalCertificateVerifier {
 public:
  explicit NamedCallers(OnRejectedCertificate on_rejected) : on_rejected_(std::move(on_rejected)) {}

  bool Verify(TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
              grpc::Status* status) override {
    const grpc::string_ref pem = request->peer_cert();
    const File file(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Certificate certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
    const std::string_view wrong =
        certificate == nullptr ? "it cannot be read" : WhatIsWrongWithNameOf(certificate.get());
    ERR_clear_error();
    if (!wrong.empty()) {
      on_rejected_(std::string(wrong), SubjectOf(certificate.get()));
      *status = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, std::string(wrong));
    }
    return true;
  }
  void Cancel(TlsCustomVerificationCheckRequest*) override {}

 private:
  const OnRejectedCertificate on_rejected_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(
    const TlsFiles& files, [[maybe_unused]] OnRejectedCertificate on_rejected) {
  absl::Status checked = Check(files);
  if (!checked.ok()) return checked;
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          files.key, files.certificate, files.client_authorities,
          static_cast<unsigned>(files.reload.count())));
  options.watch_identity_key_cert_pairs();
  if (!files.client_authorities.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
#ifndef __clang_analyzer__  // which takes the verifier, that gRPC takes over, for lost
    options.set_certificate_verifier(
        grpc::experimental::ExternalCertificateVerifier::Create<NamedCallers>(std::move(on_rejected)));
#endif
  }
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace verbatim::rpc
