#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/tls_files.h"
#include "http/transport/exchange.h"
#include "http/transport/tls_context.h"

namespace verbatim::http {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // HOST:PORT; port 0 for any free port
  std::optional<access::TlsFiles> tls = std::nullopt;
  OnRejectedCertificate on_rejected_certificate = [](const std::string&, const std::string&) {};
  // Gets the error if TLS files that changed cannot be used, once for each change. On a thread of the server.
  std::function<void(const absl::Status&)> on_failed_reload = [](const absl::Status&) {};
  int threads = 0;  // 0 for one per processor, at least 2 and at most 8
  size_t max_head_bytes = 64 << 10;
  size_t max_connections = 10'000;
  // Time without a request after which a connection is closed; also the time that a client may take to read or
  // send the next bytes of a body.
  std::chrono::seconds idle_timeout{120};
  // Time that the whole body of a request may take, if the request is not a stream.
  std::chrono::seconds request_timeout{300};
  // Makes the response to a request that cannot be parsed. On a thread of the server.
  std::function<Response(const Problem&)> refuse = [](const Problem& problem) {
    return Response{.status = problem.status, .body = problem.message};
  };
};

// An HTTP/1.1 server: connections, TLS, timeouts, and the framing of messages. It knows nothing of Verbatim.
//
// Boost.Asio has the sockets and timers, and Boost.Beast has the parser. Both libraries are maintained and
// bring no threads of their own. They let the server wait for readiness without a buffer, so an idle
// connection costs about 1 KiB. cpp-httplib and civetweb take a thread per connection. libmicrohttpd copies
// each header field into a list and has no way to read a body more slowly. The library of H2O is built around
// its own event loop and configuration. Boost's headers take long to compile, so few .cc files include them.
class Server {
 public:
  // `handler` gets each request on a thread of the server, and must not block. UNAVAILABLE if the server cannot
  // listen on the address; INVALID_ARGUMENT if something is wrong with the address or the TLS files.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, Handler handler);
  // Drains, with a patience of zero, if Drain was not called.
  ~Server();  // NOLINT(bugprone-exception-escape): see the definition

  int port() const;

  // Accepts no more connections, and closes those without a request.
  void StopAccepting();
  // Stops accepting, and ends all connections when `patience` is over. Returns when no connection is left and
  // nobody refers to an exchange.
  void Drain(absl::Duration patience);

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  const std::unique_ptr<Impl> impl_;
};

}  // namespace verbatim::http
