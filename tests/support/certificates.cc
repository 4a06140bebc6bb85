#include "support/certificates.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "support/process.h"

namespace verbatim::test {
namespace {

void Make(const CertificateFiles& files, const std::string& subject, const std::vector<std::string>& more) {
  std::vector<std::string> command = {"/usr/bin/openssl", "req", "-x509", "-utf8", "-nodes", "-days", "1"};
  command.insert(command.end(), {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"});
  command.insert(command.end(), {"-subj", subject, "-keyout", files.key, "-out", files.certificate});
  command.insert(command.end(), more.begin(), more.end());
  const Outcome made = RunProgram(command);
  if (made.ending.exit_code == 0) return;
  std::fprintf(stderr, "openssl: %s\n", made.error.c_str());
  std::abort();
}

}  // namespace

Authority::Authority() : own_{folder_.Path("authority.pem"), folder_.Path("authority.key")} {
  Make(own_, "/CN=An authority", {});
}

CertificateFiles Authority::Issue(const std::string& subject, const std::string& names) {
  const std::string stem = folder_.Path(std::to_string(issued_++));
  CertificateFiles files{stem + ".pem", stem + ".key"};
  std::vector<std::string> more = {"-CA", own_.certificate, "-CAkey", own_.key};
  more.insert(more.end(), {"-addext", "basicConstraints=critical,CA:FALSE"});
  if (!names.empty()) more.insert(more.end(), {"-addext", "subjectAltName=" + names});
  Make(files, subject, more);
  return files;
}

}  // namespace verbatim::test
