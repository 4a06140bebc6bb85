#pragma once

#include <string>

#include "support/certificates.h"
#include "support/process.h"
#include "support/temp_folder.h"

namespace verbatim::test {

// The embedder of embedder.py as a process on the loopback interface. Requires curl.
class EmbedderProcess {
 public:
  // Waits until it answers. `port` 0 picks a free port. With `tls` it serves https.
  explicit EmbedderProcess(int port = 0, const CertificateFiles& tls = {});

  int port() const { return port_; }
  std::string url() const;
  // Sets how it answers, in the form of a query: "answer=error&delay=1".
  void Set(const std::string& mode) const;
  // The requests so far, in JSON.
  std::string Stats() const;
  // Returns a number of the statistics, such as "texts".
  int Count(const std::string& name) const;

 private:
  std::string Curl(const std::string& path, const std::string& method) const;

  TempFolder folder_;
  const bool tls_;
  Process process_;
  int port_ = 0;
};

}  // namespace verbatim::test
