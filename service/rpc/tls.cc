#include "rpc/tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "access/certificate_name.h"
#include "status/free_with.h"
#include "status/status_macros.h"

namespace verbatim::rpc {
namespace {

using grpc::experimental::TlsCustomVerificationCheckRequest;

// Rejects certificates without a name that the log can record. gRPC has already checked that an authority
// vouches for them.
class NamedCallers final : public grpc::experimental::ExternalCertificateVerifier {
 public:
  explicit NamedCallers(OnRejectedCertificate on_rejected) : on_rejected_(std::move(on_rejected)) {}

  bool Verify(TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
              grpc::Status* status) override {
    const grpc::string_ref pem = request->peer_cert();
    if (pem.empty()) return true;  // gRPC rejects the caller if a certificate is required
    const std::unique_ptr<BIO, FreeWith<BIO_free_all>> file(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const std::unique_ptr<X509, FreeWith<X509_free>> certificate(
        PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
    const std::string_view wrong =
        certificate == nullptr ? "it cannot be read" : access::ReasonToReject(certificate.get());
    ERR_clear_error();
    if (!wrong.empty()) {
      on_rejected_(std::string(wrong), access::SubjectOf(certificate.get()));
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
    const access::TlsFiles& files, [[maybe_unused]] OnRejectedCertificate on_rejected) {
  ABSL_RETURN_IF_ERROR(access::CheckTlsFiles(files));
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          files.key, files.certificate, files.client_authorities,
          static_cast<unsigned>(files.reload.count())));
  options.watch_identity_key_cert_pairs();
  if (!files.client_authorities.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(files.requires_client_certificate
                                      ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                      : GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
#ifndef __clang_analyzer__  // the analyzer reports the verifier as leaked, but gRPC owns it
    options.set_certificate_verifier(
        grpc::experimental::ExternalCertificateVerifier::Create<NamedCallers>(std::move(on_rejected)));
#endif
  }
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace verbatim::rpc
