#pragma once

#include <string>

#include "client/client.h"

namespace verbatim::cli {

// Paths of PEM files. Empty: none.
struct TlsPaths {
  std::string authorities;
  std::string certificate;
  std::string key;
};

// Reads the files. Throws CLI::ValidationError, which names the option, if a file cannot be read or has other
// content, or if key and certificate do not match.
client::Tls ReadTls(const TlsPaths& paths);

}  // namespace verbatim::cli
