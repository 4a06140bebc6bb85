#include "verbatimd/telemetry_flags.h"

#include <unistd.h>

#include <optional>
#include <string>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "outbound/http_client.h"

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
ABSL_FLAG(std::string, trace_url, "",
          "URL of a collector of traces, to which the server sends spans of calls by OTLP over HTTP in JSON, "
          "such as "
          "http://127.0.0.1:4318/v1/traces. Empty sends nothing.");
ABSL_FLAG(
    double, trace_sample_ratio, 0.01,
    "Part of the calls that is traced, 0 to 1. A call whose caller sends a traceparent is traced if the "
    "caller's is.");
ABSL_FLAG(std::string, trace_ca, "",
          "PEM file of the CAs that may vouch for the certificate of --trace_url. Empty means those of the "
          "system.");

namespace verbatim::verbatimd {
namespace {

absl::StatusOr<std::optional<TracesOptions>> ReadTracesFlags() {
  const TracesOptions traces{.url = absl::GetFlag(FLAGS_trace_url),
                             .sample_ratio = absl::GetFlag(FLAGS_trace_sample_ratio),
                             .ca_file = absl::GetFlag(FLAGS_trace_ca)};
  if (!(traces.sample_ratio >= 0 && traces.sample_ratio <= 1))
    return absl::InvalidArgumentError("--trace_sample_ratio must be from 0 to 1");
  if (traces.url.empty()) {
    if (!traces.ca_file.empty()) return absl::InvalidArgumentError("--trace_ca requires --trace_url");
    return std::nullopt;
  }
  if (!outbound::IsHttpUrl(traces.url))
    return absl::InvalidArgumentError(
        "--trace_url must be an http or https URL with a host, without credentials and a query");
  if (!traces.ca_file.empty() && ::access(traces.ca_file.c_str(), R_OK) != 0)
    return absl::InvalidArgumentError(absl::StrCat("--trace_ca: cannot read ", traces.ca_file));
  return traces;
}

}  // namespace

absl::Status ReadTelemetryFlags(ServeOptions& options) {
  options.access_log = absl::GetFlag(FLAGS_access_log);
  options.metrics = {.listen = absl::GetFlag(FLAGS_metrics_listen),
                     .port_file = absl::GetFlag(FLAGS_metrics_port_file)};
  options.dispatcher.counts_calls = !options.metrics.listen.empty();
  if (!options.metrics.port_file.empty() && options.metrics.listen.empty())
    return absl::InvalidArgumentError("--metrics_port_file requires --metrics_listen");
  absl::StatusOr<std::optional<TracesOptions>> traces = ReadTracesFlags();
  if (!traces.ok()) return traces.status();
  options.traces = *std::move(traces);
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
