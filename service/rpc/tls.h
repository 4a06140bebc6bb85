#pragma once

#include <grpcpp/security/server_credentials.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace verbatim::rpc {

// Paths of files in PEM. They are read again when they change, so that certificates can be renewed while the
// server runs: put each in its place whole, by a rename.
struct TlsFiles {
  // The server's certificate, and behind it those that lead to an authority its callers trust.
  std::string certificate;
  // Its key, not encrypted.
  std::string key;
  // Certificates of authorities. Callers must show one that leads to any of them, and what it names its
  // holder becomes the principal of their writes: its first subject alternative name, a DNS name, URI, email
  // or IP address; or its common name if it has none. A name must be UTF-8 of up to 256 bytes, without
  // control characters. Empty to let in everybody, as nobody.
  std::string client_authorities;
  // How often the files are looked at.
  std::chrono::seconds reload{60};
};

// Called when the server rejects the certificate of a caller that an authority vouches for: why, and the
// certificate's subject (empty if the certificate cannot be read). gRPC calls it, on any of its threads.
using OnRejectedCertificate = std::function<void(const std::string& why, const std::string& subject)>;

// TLS 1.2 or 1.3. INVALID_ARGUMENT if a file cannot be read or does not hold what it should, or if the key is
// not that of the certificate.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(
    const TlsFiles& files, OnRejectedCertificate on_rejected);

}  // namespace verbatim::rpc
