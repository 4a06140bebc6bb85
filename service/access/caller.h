#pragma once

#include <string>

namespace verbatim::access {

// Who makes a call. The transport makes it once for each call; every later decision about the call, and the log
// entry of a write, uses it.
struct Caller {
  // The name that the log records: what the transport has authenticated, as the first subject alternative name of
  // a client certificate. Empty if the transport has authenticated nobody.
  std::string principal;
};

}  // namespace verbatim::access
