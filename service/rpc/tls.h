#pragma once

#include <grpcpp/security/server_credentials.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "access/tls_files.h"

namespace verbatim::rpc {

// Called when the server rejects a caller's certificate although an authority vouches for it. `why` is the
// reason; `subject` is the certificate's subject, empty if the certificate cannot be read. gRPC calls this on
// any of its threads.
using OnRejectedCertificate = std::function<void(const std::string& why, const std::string& subject)>;

// Makes credentials for TLS 1.2 or 1.3. INVALID_ARGUMENT as in CheckTlsFiles.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(
    const access::TlsFiles& files, OnRejectedCertificate on_rejected);

}  // namespace verbatim::rpc
