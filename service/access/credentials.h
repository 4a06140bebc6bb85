#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace verbatim::access {

// The longest token that is looked at, in bytes. gRPC takes 8 KiB of metadata in all. Tokens of issuers have
// some 2 KiB, or more if they list many groups.
inline constexpr size_t kMaxTokenBytes = 7 << 10;

// The longest name of a person in `verbatim-acting-for`, in bytes.
inline constexpr size_t kMaxPersonBytes = 256;

// What a transport knows about who makes a call. The views are of the call.
struct Credentials {
  // How the call came in.
  enum class Way {
    kUnixSocket,  // from a process that may open the socket's file
    kLoopback,    // from this machine, over TCP
    kNetwork,
  };

  // The name in the client's certificate, with its kind (principal.h), which TLS has authenticated. Empty if
  // there is none.
  std::string certificate = {};
  // Every value of `authorization`, as sent.
  std::vector<std::string_view> authorization = {};
  // Every value of `verbatim-acting-for`, as sent.
  std::vector<std::string_view> acting_for = {};
  // The IP address that the call came from; empty for a unix socket.
  std::string address = {};
  // Every value of `x-forwarded-for` and `x-forwarded-client-cert`, as sent. Only trusted_proxies.h reads
  // them.
  std::vector<std::string_view> forwarded_for = {};
  std::vector<std::string_view> forwarded_client_cert = {};
  Way way = Way::kNetwork;
  bool tls = false;
};

}  // namespace verbatim::access
