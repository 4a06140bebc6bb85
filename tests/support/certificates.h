#pragma once

#include <string>

#include "support/temp_folder.h"

namespace verbatim::test {

// Paths of a certificate and its key, in PEM.
struct CertificateFiles {
  std::string certificate;
  std::string key;
};

// An authority that issues certificates for a day, by the openssl command. Aborts, with what it said, if it
// cannot.
class Authority {
 public:
  Authority();

  // Its own certificate.
  const std::string& certificate() const { return own_.certificate; }

  // `subject` as openssl takes it, /CN=desk; `names` are subject alternative names, as
  // DNS:localhost,IP:127.0.0.1, or empty.
  CertificateFiles Issue(const std::string& subject, const std::string& names);

 private:
  TempFolder folder_;
  CertificateFiles own_;
  int issued_ = 0;
};

}  // namespace verbatim::test
