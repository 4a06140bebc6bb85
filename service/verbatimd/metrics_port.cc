#include "verbatimd/metrics_port.h"

#include <string_view>
#include <utility>

namespace verbatim::verbatimd {
namespace {

// A few scrapers at a time. Further connections are closed.
constexpr size_t kMaxConnections = 32;

http::Response Text(int status, std::string_view type, std::string body) {
  http::Response response{.status = status, .body = std::move(body)};
  response.Set("Content-Type", std::string(type));
  response.Set("Cache-Control", "no-store");
  return response;
}

http::Response Answer(const http::RequestHead& head, const MetricsPort::Pages& pages) {
  constexpr std::string_view kPlain = "text/plain; charset=utf-8";
  const std::string_view path = head.path();
  if (path != "/metrics" && path != "/healthz" && path != "/readyz")
    return Text(404, kPlain, "this port has /metrics, /healthz and /readyz\n");
  if (head.method != "GET" && head.method != "HEAD")
    return std::move(Text(405, kPlain, "this path takes GET, HEAD\n").Set("Allow", "GET, HEAD"));
  if (path == "/healthz") return Text(200, kPlain, "ok\n");
  if (path == "/readyz")
    return pages.is_ready() ? Text(200, kPlain, "ready\n") : Text(503, kPlain, "not ready\n");
  return Text(200, "text/plain; version=0.0.4; charset=utf-8", pages.metrics());
}

}  // namespace

absl::StatusOr<std::unique_ptr<MetricsPort>> MetricsPort::Start(const std::string& listen, Pages pages) {
  // A scrape that waits for the store may keep a thread; a second one still answers.
  http::ServerOptions options{.listen = listen, .threads = 2, .max_connections = kMaxConnections};
  auto server = http::Server::Start(
      options, [pages = std::move(pages)](const std::shared_ptr<http::Exchange>& exchange) {
        exchange->Respond(Answer(exchange->head(), pages));
      });
  if (!server.ok()) return server.status();
  return std::unique_ptr<MetricsPort>(new MetricsPort(*std::move(server)));
}

}  // namespace verbatim::verbatimd
