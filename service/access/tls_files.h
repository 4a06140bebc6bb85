#pragma once

#include <chrono>
#include <string>

#include "absl/status/status.h"

namespace verbatim::access {

// Paths of PEM files. The transports read them again when they change, so that certificates can be renewed while the
// server runs: replace each whole, by a rename.
struct TlsFiles {
  // The server's certificate, followed by those that lead to an authority which its callers trust.
  std::string certificate;
  // The certificate's private key, not encrypted.
  std::string key;
  // Certificates of authorities. Every caller must present a certificate that leads to one of them and names the caller
  // (certificate_name.h). Empty: callers are not authenticated.
  std::string client_authorities;
  // How often the files are checked for changes.
  std::chrono::seconds reload{60};
};

// INVALID_ARGUMENT if a file cannot be read or does not hold what it should, or if the key does not belong to the
// certificate.
absl::Status CheckTlsFiles(const TlsFiles& files);

}  // namespace verbatim::access
