#include "verbatimd/telemetry_flags.h"

#include <string>

#include "absl/flags/flag.h"

ABSL_FLAG(
    bool, access_log, false,
    "Log one line at the end of each call: method, principal, status code, why the caller was rejected, "
    "duration, bytes, request id, trace id.");
ABSL_FLAG(
    std::string, metrics_listen, "",
    "Address to serve metrics on, in Prometheus' text format at /metrics, over plaintext and to everyone who "
    "can "
    "connect. HOST:PORT, where port 0 picks a free port (see --metrics_port_file). Empty serves no metrics.");
ABSL_FLAG(
    std::string, metrics_port_file, "",
    "File to which the server writes the port of --metrics_listen, as a decimal number, once it accepts "
    "requests.");

namespace verbatim::verbatimd {

absl::Status ReadTelemetryFlags(ServeOptions& options) {
  options.access_log = absl::GetFlag(FLAGS_access_log);
  options.metrics = {.listen = absl::GetFlag(FLAGS_metrics_listen),
                     .port_file = absl::GetFlag(FLAGS_metrics_port_file)};
  options.dispatcher.counts_calls = !options.metrics.listen.empty();
  if (!options.metrics.port_file.empty() && options.metrics.listen.empty())
    return absl::InvalidArgumentError("--metrics_port_file requires --metrics_listen");
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
