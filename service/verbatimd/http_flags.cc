#include "verbatimd/http_flags.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "status/status_macros.h"
#include "verbatimd/flag_values.h"

namespace verbatim::verbatimd {

// The value of --http_listen, and whether the command line has it. The names are Abseil's.
struct HttpListen {
  std::string address = "127.0.0.1:7480";
  bool given = false;
};
bool AbslParseFlag(absl::string_view text, HttpListen* listen, std::string*) {
  *listen = {std::string(text), true};
  return true;
}
std::string AbslUnparseFlag(const HttpListen& listen) { return listen.address; }

}  // namespace verbatim::verbatimd

using verbatim::verbatimd::HttpListen;

ABSL_FLAG(
    HttpListen, http_listen, {},
    "Address to serve HTTP/1.1 on: REST, Connect and gRPC-Web. HOST:PORT, where port 0 picks a free port "
    "(see --http_port_file). If the flag is empty, the server serves only gRPC. If the flag is not given and "
    "the default port is taken, the server logs a warning and serves only gRPC. If the flag is not given and "
    "--listen has no HOST:PORT, the server also serves only gRPC.");
ABSL_FLAG(std::string, http_port_file, "",
          "File to which the server writes the port of --http_listen, as a decimal number, once it accepts "
          "requests.");
ABSL_FLAG(
    std::vector<std::string>, http_cors_origins, {},
    "Comma-separated origins whose pages may use the HTTP port, such as https://example.org, or * for all. "
    "Empty allows only pages of the server itself.");
ABSL_FLAG(std::vector<std::string>, http_hosts, {},
          "Comma-separated host names that HTTP requests on the loopback interface may have in addition to "
          "loopback "
          "names, such as a public name that a proxy passes on.");
ABSL_FLAG(int, http_max_header_bytes, 64 << 10,
          "Maximum size in bytes of the request line and header fields of an HTTP request together, at most "
          "1 MiB.");
ABSL_FLAG(int, http_max_connections, 10'000,
          "Maximum number of open HTTP connections. Further connections are closed at once.");
ABSL_FLAG(
    absl::Duration, http_idle_timeout, absl::Minutes(2),
    "Time after which an HTTP connection without a request is closed, 1s to 24h. A client may also take "
    "this time to send or read the next bytes of a body.");
ABSL_FLAG(absl::Duration, http_request_timeout, absl::Minutes(5),
          "Time that an HTTP client may take to send the body of a request that is not a stream, 1s to 24h.");
namespace verbatim::verbatimd {
namespace {

// Each connection may hold a header of this size.
constexpr int kMaxHeaderBytes = 1 << 20;

absl::Status CheckHttpNumbers() {
  const IntFlag flags[] = {
      {"--http_max_header_bytes", absl::GetFlag(FLAGS_http_max_header_bytes), 1024},
      {"--http_max_connections", absl::GetFlag(FLAGS_http_max_connections)},
  };
  ABSL_RETURN_IF_ERROR(CheckLeast(flags));
  if (absl::GetFlag(FLAGS_http_max_header_bytes) > kMaxHeaderBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("--http_max_header_bytes must be at most ", kMaxHeaderBytes));
  }
  return absl::OkStatus();
}

// Returns options without a server if the HTTP port is turned off.
absl::StatusOr<HttpOptions> HttpFromFlags(const rpc::ServerOptions& grpc) {
  const HttpListen listen = absl::GetFlag(FLAGS_http_listen);
  HttpOptions options{.optional = !listen.given, .port_file = absl::GetFlag(FLAGS_http_port_file)};
  // Everybody on this machine may connect to a port, so a server for a unix:PATH alone has none by default.
  if (listen.address.empty() || (!listen.given && !HasPort(grpc.listen))) {
    if (!options.port_file.empty())
      return absl::InvalidArgumentError("--http_port_file requires --http_listen");
    return options;
  }
  const auto idle = SecondsFrom(absl::GetFlag(FLAGS_http_idle_timeout), "--http_idle_timeout");
  if (!idle.ok()) return idle.status();
  const auto request = SecondsFrom(absl::GetFlag(FLAGS_http_request_timeout), "--http_request_timeout");
  if (!request.ok()) return request.status();
  auto origins = NamesFrom(absl::GetFlag(FLAGS_http_cors_origins), "--http_cors_origins");
  if (!origins.ok()) return origins.status();
  auto hosts = NamesFrom(absl::GetFlag(FLAGS_http_hosts), "--http_hosts");
  if (!hosts.ok()) return hosts.status();
  for (const std::string& origin : *origins) {
    if (origin != "*" && (!absl::StrContains(origin, "://") || absl::EndsWith(origin, "/")))
      return absl::InvalidArgumentError(
          absl::StrCat("--http_cors_origins: \"", origin,
                       "\" must be *, or a scheme and a host such as https://example.org"));
  }
  options.server = {.listen = listen.address,
                    .tls = grpc.tls,
                    .max_head_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_http_max_header_bytes)),
                    .max_connections = static_cast<size_t>(absl::GetFlag(FLAGS_http_max_connections)),
                    .idle_timeout = *idle,
                    .request_timeout = *request};
  options.api = {.cors_origins = *std::move(origins), .hosts = *std::move(hosts), .listen = listen.address};
  return options;
}

}  // namespace

absl::Status ReadHttpFlags(ServeOptions& options) {
  ABSL_RETURN_IF_ERROR(CheckHttpNumbers());
  ABSL_ASSIGN_OR_RETURN(options.http, HttpFromFlags(options.server));
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
