#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/authenticator.h"
#include "access/tls_files.h"
#include "methods/dispatcher.h"
#include "rpc/call_watch.h"
#include "rpc/contract_service.h"
#include "rpc/health.h"
#include "rpc/reflection_v1.h"
#include "rpc/tls.h"

namespace verbatim::rpc {

struct ServerOptions {
  // Each address is HOST:PORT or unix:PATH. Port 0 picks any free port. No other server may use the PATH.
  std::vector<std::string> listen = {"127.0.0.1:0"};
  // If set, serves TLS at each HOST:PORT; otherwise plaintext.
  std::optional<access::TlsFiles> tls = std::nullopt;
  OnRejectedCertificate on_rejected_certificate = [](const std::string&, const std::string&) {};
  // Identifies callers. Must outlive the server.
  const access::Authenticator* authenticator = &access::Authenticator::Open();
  // Memory for messages that gRPC is receiving. Beyond it, gRPC slows its connections down, then cancels their calls.
  size_t memory_bytes = size_t{1} << 30;
  // Time that a client may take to send a message, and to take one. Then its call is cancelled.
  std::chrono::milliseconds message_timeout{120'000};
  // Age at which a client must connect again. 0 means that there is no bound.
  std::chrono::milliseconds max_connection_age{0};
};

// Verbatim's services over gRPC, with health checks and reflection. Serves from Start until Drain.
class Server {
 public:
  // `dispatcher` and `health` must outlive the server. UNAVAILABLE if the server cannot listen on one of the
  // addresses; INVALID_ARGUMENT if something is wrong with the TLS files.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       methods::Dispatcher& dispatcher, Health& health);

  // Drains, with a patience of zero, if Drain was not called.
  ~Server();

  // Returns the port of the first HOST:PORT; 0 if there is none.
  int port() const { return port_; }

  // Accepts no more calls, and ends all watches. Cancels the other calls under way when `patience` is over.
  // Returns when all calls have ended. Idle connections are closed within a fraction of a second.
  void Drain(absl::Duration patience);

 private:
  Server(const ServerOptions& options, methods::Dispatcher& dispatcher, Health& health);

  methods::Dispatcher& dispatcher_;
  Health& health_;
  const access::Authenticator& authenticator_;
  CallWatch watch_;
  std::vector<std::unique_ptr<ContractService>> services_;
  std::vector<std::string> service_names_;  // full names, such as verbatim.v1.ClaimService
  ReflectionV1 reflection_v1_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace verbatim::rpc
