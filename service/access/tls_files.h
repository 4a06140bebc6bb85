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
  // Certificates of authorities. A certificate that a caller presents must lead to one of them and name the
  // caller (certificate_name.h). If empty, certificates of callers are not looked at.
  std::string client_authorities;
  // Whether every caller must present a certificate. Otherwise a caller may have a token instead.
  bool requires_client_certificate = true;
  // How often the files are checked for changes.
  std::chrono::seconds reload{60};
};

// INVALID_ARGUMENT if a file cannot be read or has the wrong content, or if the key does not belong to the
// certificate.
absl::Status CheckTlsFiles(const TlsFiles& files);

}  // namespace verbatim::access
