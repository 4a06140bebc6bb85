#pragma once

#include <chrono>
#include <string>

#include "absl/status/status.h"

namespace verbatim::access {

// Paths of PEM files. The transports read the files again when they change, so that certificates can be
// renewed while the server runs. Replace each file as a whole, by a rename.
struct TlsFiles {
  // The server's certificate, followed by the certificates that lead to an authority that its callers trust.
  std::string certificate;
  // The certificate's private key, not encrypted.
  std::string key;
  // Certificates of authorities. Every caller must present a certificate that leads to one of them and names
  // the caller (certificate_name.h). If empty, callers are not authenticated.
  std::string client_authorities;
  // How often the files are checked for changes.
  std::chrono::seconds reload{60};
};

// INVALID_ARGUMENT if a file cannot be read or has the wrong content, or if the key does not belong to the
// certificate.
absl::Status CheckTlsFiles(const TlsFiles& files);

}  // namespace verbatim::access
