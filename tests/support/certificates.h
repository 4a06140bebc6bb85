#pragma once

#include <string>

#include "support/temp_folder.h"

namespace verbatim::test {

// The paths of a certificate and its key in PEM.
struct CertificateFiles {
  std::string certificate;
  std::string key;
};

// A certificate authority. Its certificates are valid for a day. Uses the openssl command, and aborts with
// its output if that fails.
class Authority {
 public:
  Authority();

  // The path of its own certificate.
  const std::string& certificate() const { return own_.certificate; }

  // `subject` in openssl's form, for example /CN=desk. `names` are subject alternative names, for example
  // DNS:localhost,IP:127.0.0.1, or empty.
  CertificateFiles Issue(const std::string& subject, const std::string& names);

 private:
  TempFolder folder_;
  CertificateFiles own_;
  int issued_ = 0;
};

}  // namespace verbatim::test
