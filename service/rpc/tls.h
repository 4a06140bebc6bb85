#pragma once

#include <grpcpp/security/server_credentials.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "access/tls_files.h"

namespace verbatim::rpc {

// Called when the server rejects the certificate of a caller that an authority vouches for: why, and the
// certificate's subject (empty if the certificate cannot be read). gRPC calls it, on any of its threads.
using OnRejectedCertificate = std::function<void(const std::string& why, const std::string& subject)>;

// TLS 1.2 or 1.3. INVALID_ARGUMENT as CheckTlsFiles.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(
    const access::TlsFiles& files, OnRejectedCertificate on_rejected);

}  // namespace verbatim::rpc
