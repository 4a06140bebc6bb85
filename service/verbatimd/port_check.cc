#include "verbatimd/port_check.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "absl/strings/str_cat.h"

namespace verbatim::verbatimd {
namespace {

// Returns whether binding to the address fails because another socket listens there.
bool IsTakenByOther(const addrinfo& address) {
  const int socket_fd = socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_fd < 0) return false;
  const int on = 1;  // closed connections of an earlier server do not count
  setsockopt(socket_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const bool taken = bind(socket_fd, address.ai_addr, address.ai_addrlen) != 0 && errno == EADDRINUSE;
  close(socket_fd);
  return taken;
}

}  // namespace

absl::Status CheckPortIsFree(const std::string& address, const std::string& flag) {
  const size_t colon = address.rfind(':');
  if (address.starts_with("unix:") || colon == std::string::npos) return absl::OkStatus();
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string port = address.substr(colon + 1);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (port == "0" || getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found) != 0) {
    return absl::OkStatus();
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, &freeaddrinfo);
  for (const addrinfo* one = addresses.get(); one != nullptr; one = one->ai_next) {
    if (!IsTakenByOther(*one)) continue;
    return absl::UnavailableError(absl::StrCat("cannot listen on ", address, ": port ", port,
                                               " is in use by another process; choose another port with ",
                                               flag));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
