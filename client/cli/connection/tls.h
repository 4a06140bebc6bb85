#pragma once

#include <string>

#include "client/client.h"

namespace verbatim::cli {

// Paths of PEM files. Empty if there is no file.
struct TlsPaths {
  std::string authorities;
  std::string certificate;
  std::string key;
};

// Reads the files. Throws CLI::ValidationError if a file cannot be read or has the wrong content, if only one
// of key and certificate is given, or if key and certificate do not match. The error names the option.
client::Tls ReadTls(const TlsPaths& paths);

}  // namespace verbatim::cli
