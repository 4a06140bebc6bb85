#pragma once

#include <openssl/ssl.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "access/tls_files.h"

namespace verbatim::http {

// Called on a thread of the server when the server rejects a caller's certificate although an authority
// vouches for it. `why` is the reason. `subject` is the subject of the certificate.
using OnRejectedCertificate = std::function<void(const std::string& why, const std::string& subject)>;

// The keys and certificates of new TLS connections: TLS 1.2 or 1.3, HTTP/1.1. Immutable: any thread.
class TlsContext {
 public:
  // INVALID_ARGUMENT as in access::CheckTlsFiles.
  static absl::StatusOr<std::shared_ptr<TlsContext>> Make(const access::TlsFiles& files,
                                                          OnRejectedCertificate on_rejected);
  ~TlsContext() { SSL_CTX_free(context_); }
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  SSL_CTX* get() const { return context_; }
  // Reports that a certificate was rejected.
  void Rejected(const std::string& why, const std::string& subject) const { on_rejected_(why, subject); }

 private:
  TlsContext(SSL_CTX* context, OnRejectedCertificate on_rejected)
      : context_(context), on_rejected_(std::move(on_rejected)) {}

  SSL_CTX* const context_;
  const OnRejectedCertificate on_rejected_;
};

}  // namespace verbatim::http
