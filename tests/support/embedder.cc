#include "support/embedder.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "support/eventually.h"
#include "support/shared_data.h"

namespace verbatim::test {

EmbedderProcess::EmbedderProcess(int port, const CertificateFiles& tls)
    : tls_(!tls.certificate.empty()), process_([&] {
        std::vector<std::string> arguments = {"/usr/bin/python3", TEST_SUPPORT "/embedder.py",
                                              "--port",           std::to_string(port),
                                              "--port-file",      folder_.Path("port")};
        if (tls_) {
          arguments.insert(arguments.end(), {"--certificate", tls.certificate, "--key", tls.key});
        }
        return Process(arguments, {.error = folder_.Path("log")});
      }()) {
  Eventually([&] { return !ReadFile(folder_.Path("port")).empty() || process_.HasEnded(); });
  port_ = std::atoi(ReadFile(folder_.Path("port")).c_str());
  if (port_ != 0) return;
  std::fprintf(stderr, "embedder.py: %s\n", ReadFile(folder_.Path("log")).c_str());
  std::abort();
}

std::string EmbedderProcess::url() const {
  return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

std::string EmbedderProcess::Curl(const std::string& path, const std::string& method) const {
  return RunProgram({"/usr/bin/curl", "-sSk", "--noproxy", "*", "-X", method, url() + path}).output;
}

void EmbedderProcess::Set(const std::string& mode) const { Curl("/mode?" + mode, "POST"); }

std::string EmbedderProcess::Stats() const { return Curl("/stats", "GET"); }

int EmbedderProcess::Count(const std::string& name) const {
  const std::string stats = Stats();
  const std::string field = "\"" + name + "\": ";
  const size_t start = stats.find(field);
  return start == std::string::npos ? -1 : std::atoi(stats.c_str() + start + field.size());
}

}  // namespace verbatim::test
