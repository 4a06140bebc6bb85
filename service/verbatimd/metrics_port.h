#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "http/transport/server.h"

namespace verbatim::verbatimd {

// Serves metrics at /metrics over HTTP, and /healthz and /readyz as the API's port does, for probes that have
// no certificate. The port is apart from the API's, so that only those who watch the server need to reach it,
// and so that it answers while the API drains. Any thread.
class MetricsPort {
 public:
  // Called for each request, on a thread of the port.
  struct Pages {
    std::function<std::string()> metrics;  // in Prometheus' text format; may block on the store
    std::function<bool()> is_ready;
  };

  // UNAVAILABLE if the server cannot listen on HOST:PORT; INVALID_ARGUMENT if something is wrong with the
  // address.
  static absl::StatusOr<std::unique_ptr<MetricsPort>> Start(const std::string& listen, Pages pages);

  int port() const { return server_->port(); }

 private:
  explicit MetricsPort(std::unique_ptr<http::Server> server) : server_(std::move(server)) {}

  const std::unique_ptr<http::Server> server_;
};

}  // namespace verbatim::verbatimd
