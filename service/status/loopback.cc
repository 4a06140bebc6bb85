#include "status/loopback.h"

#include <arpa/inet.h>

#include <string>

namespace verbatim {

bool IsLoopbackHost(std::string_view host) {
  in_addr address{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &address) == 1)
    return (ntohl(address.s_addr) >> 24) == 127;
  return host == "localhost" || host == "[::1]";
}

}  // namespace verbatim
