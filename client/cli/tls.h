#pragma once

#include <string>

#include "client/client.h"

namespace verbatim::cli {

// Files in PEM; empty for none.
struct TlsPaths {
  std::string authorities;
  std::string certificate;
  std::string key;
};

// What the files hold. Throws CLI::ValidationError, which names the option, if one cannot be read or does not
// hold what it should, or if key and certificate do not go together.
client::Tls ReadTls(const TlsPaths& paths);

}  // namespace verbatim::cli
