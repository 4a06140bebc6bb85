#include "http/front.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "http/calls/status_body.h"
#include "status/loopback.h"

namespace verbatim::http {
namespace {

// Seconds that a browser may keep the answer to a preflight request.
constexpr char kPreflightAge[] = "7200";

// Methods, request fields and response fields of the protocols.
constexpr char kMethods[] = "GET, HEAD, POST, PATCH, OPTIONS";
constexpr char kRequestFields[] =
    "Authorization, Content-Type, Content-Encoding, Accept, If-Match, If-None-Match, Last-Event-ID, Range, "
    "X-Request-Timeout, Connect-Protocol-Version, Connect-Timeout-Ms, Connect-Accept-Encoding, "
    "Connect-Content-Encoding, Grpc-Timeout, Grpc-Encoding, Grpc-Accept-Encoding, X-Grpc-Web, X-User-Agent, "
    "Verbatim-Acting-For, Verbatim-Min-Log-Size";
constexpr char kResponseFields[] =
    "ETag, Retry-After, Content-Encoding, Content-Range, Connect-Content-Encoding, Grpc-Encoding, "
    "Grpc-Status, Grpc-Message, Grpc-Status-Details-Bin, Verbatim-Log-Size";

// The name in a Host field or an address, without the port and in lower case.
std::string NameOfHost(std::string_view host) {
  const size_t end = host.starts_with('[') ? host.find(']') : host.find(':');
  std::string name(
      host.substr(0, end == std::string_view::npos ? end : end + (host.starts_with('[') ? 1 : 0)));
  absl::AsciiStrToLower(&name);
  return name;
}

bool IsLoopbackName(std::string_view name) { return IsLoopbackHost(name) || name.ends_with(".localhost"); }

// Whether the page that sent the request was served by this server itself.
bool IsSameOrigin(std::string_view origin, std::string_view host, bool tls) {
  const std::string_view scheme = tls ? "https://" : "http://";
  // A proxy may have ended TLS.
  return origin.starts_with(scheme)
             ? SameName(origin.substr(scheme.size()), host)
             : !tls && origin.starts_with("https://") && SameName(origin.substr(8), host);
}

Response Refusal(std::string message) { return RestError(Problem{403, std::move(message)}); }

}  // namespace

Front::Front(std::vector<std::string> cors_origins, std::vector<std::string> hosts, std::string_view listen)
    : cors_origins_(std::move(cors_origins)) {
  for (const std::string& host : hosts) hosts_.push_back(NameOfHost(host));
  hosts_.push_back(NameOfHost(listen));
}

bool Front::KnowsHost(std::string_view host) const {
  const std::string name = NameOfHost(host);
  return IsLoopbackName(name) || std::ranges::find(hosts_, name) != hosts_.end();
}

bool Front::AllowsOrigin(std::string_view origin) const {
  return std::ranges::any_of(cors_origins_,
                             [&](const std::string& allowed) { return allowed == "*" || allowed == origin; });
}

std::optional<Response> Front::Refuse(const RequestHead& head, const Peer& peer) const {
  const std::string_view host = head.Find("host");
  if (peer.loopback && !host.empty() && !KnowsHost(host))
    return Refusal("the host \"" + std::string(host.substr(0, 100)) +
                   "\" is not one of this server: see --http_hosts");
  const std::string_view origin = head.Find("origin");
  if (origin.empty()) return std::nullopt;
  const bool allowed = AllowsOrigin(origin) || IsSameOrigin(origin, host, peer.tls);
  if (head.method == "OPTIONS" && head.Has("access-control-request-method")) {
    return allowed ? Preflight(head) : Refusal("this origin is not allowed: see --http_cors_origins");
  }
  // A browser sends some requests of foreign pages without a preflight request.
  const bool reads = head.method == "GET" || head.method == "HEAD" || head.method == "OPTIONS";
  if (!allowed && !reads) return Refusal("this origin is not allowed: see --http_cors_origins");
  return std::nullopt;
}

Response Front::Preflight(const RequestHead&) const {
  Response response{.status = 204};
  response.Set("Access-Control-Allow-Methods", kMethods);
  response.Set("Access-Control-Allow-Headers", kRequestFields);
  response.Set("Access-Control-Max-Age", kPreflightAge);
  return response;
}

std::vector<Field> Front::FieldsFor(const RequestHead& head, const Peer& peer) const {
  std::vector<Field> fields = {{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}};
  if (peer.tls) fields.push_back({"Strict-Transport-Security", "max-age=31536000"});
  const std::string_view origin = head.Find("origin");
  if (!cors_origins_.empty()) fields.push_back({"Vary", "Origin"});
  if (!origin.empty() && AllowsOrigin(origin)) {
    fields.push_back({"Access-Control-Allow-Origin", std::string(origin)});
    fields.push_back({"Access-Control-Expose-Headers", kResponseFields});
  }
  return fields;
}

}  // namespace verbatim::http
