#include "rpc/tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <functional>
#include <string_view>
#include <vector>

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

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  absl::StatusOr<File> file = Open(path);
  if (!file.ok()) return file.status();
  Certificate certificate(PEM_read_bio_X509(file->get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return Bad(path, "holds no certificate in PEM");
  return certificate;
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

// gRPC finds out only when somebody connects, and then says so to nobody.
absl::Status Check(const TlsFiles& files) {
  absl::StatusOr<Certificate> certificate = ReadCertificate(files.certificate);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<Key> key = ReadKey(files.key);
  if (!key.ok()) return key.status();
  if (X509_check_private_key(certificate->get(), key->get()) != 1) {
    return Bad(files.key, absl::StrCat("is not the key of the certificate in ", files.certificate));
  }
  if (files.client_authorities.empty()) return absl::OkStatus();
  return ReadCertificate(files.client_authorities).status();
}

bool IsName(grpc::string_ref name) {
  std::string_view rest(name.data(), name.size());
  if (rest.empty() || rest.size() > kPrincipalBytes) return false;
  while (!rest.empty()) {
    if (!log::TakeCodePoint(rest)) return false;
  }
  return true;
}

// Lets in, of those whose certificate leads to an authority, who has names that can be recorded.
class NamedCallers final : public grpc::experimental::ExternalCertificateVerifier {
 public:
  bool Verify(TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
              grpc::Status* status) override {
    std::vector<grpc::string_ref> names;
    for (const auto& some :
         {request->uri_names(), request->dns_names(), request->email_names(), request->ip_names()}) {
      names.insert(names.end(), some.begin(), some.end());
    }
    if (names.empty()) names.push_back(request->common_name());
    for (grpc::string_ref name : names) {
      if (!IsName(name)) *status = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "no name of the caller");
    }
    return true;
  }
  void Cancel(TlsCustomVerificationCheckRequest*) override {}
};

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(const TlsFiles& files) {
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
    options.set_certificate_verifier(grpc::experimental::ExternalCertificateVerifier::Create<NamedCallers>());
    options.set_check_call_host(false);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace verbatim::rpc
