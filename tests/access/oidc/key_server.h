#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "support/certificates.h"
#include "support/eventually.h"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace verbatim::test {

// Replaces a file as a whole, so that a reader sees the old content or the new one.
inline void ReplaceFile(const std::string& path, const std::string& content) {
  std::ofstream(path + ".new", std::ios::binary) << content;
  std::filesystem::rename(path + ".new", path);
}

// The process of key_server.py, which serves the keys of an issuer.
class KeyServer {
 public:
  // With `tls` it serves https.
  explicit KeyServer(const std::string& keys, const CertificateFiles& tls = {})
      : tls_(!tls.certificate.empty()) {
    Answer(200, keys);
    std::vector<std::string> arguments = {"/usr/bin/python3", KEY_SERVER, folder_.Path("")};
    if (tls_) arguments.insert(arguments.end(), {tls.certificate, tls.key});
    process_.emplace(arguments, Streams{.error = folder_.Path("log")});
    Eventually([&] { return std::filesystem::exists(folder_.Path("port")) || process_->HasEnded(); });
    port_ = ReadFile(folder_.Path("port"));
    if (port_.empty()) std::abort();
  }

  std::string uri() const { return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + port_ + "/jwks"; }

  void Answer(int status, const std::string& body) {
    ReplaceFile(folder_.Path("status"), std::to_string(status));
    ReplaceFile(folder_.Path("body"), body);
  }
  // Makes answers wait until Release.
  void Hold() { ReplaceFile(folder_.Path("hold"), ""); }
  void Release() { std::filesystem::remove(folder_.Path("hold")); }

  // How many requests have come.
  int requests() const {
    int count = 0;
    for (char byte : ReadFile(folder_.Path("requests"))) count += byte == '\n';
    return count;
  }

 private:
  const bool tls_;
  TempFolder folder_;
  std::optional<Process> process_;
  std::string port_;
};

}  // namespace verbatim::test
