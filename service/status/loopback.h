#pragma once

#include <string_view>

namespace verbatim {

// Returns whether the host of a URL or of HOST:PORT is this machine: `localhost`, `[::1]`, or an IPv4 address
// of 127.0.0.0/8. A name that only begins like such an address, such as 127.example.org, is not.
bool IsLoopbackHost(std::string_view host);

}  // namespace verbatim
