#include "verbatimd/exposure.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "status/loopback.h"

namespace verbatim::verbatimd {

bool IsReachableByOthers(std::string_view address) {
  return !address.starts_with("unix:") && !IsLoopbackHost(address.substr(0, address.rfind(':')));
}

absl::Status CheckExposure(const ServeOptions& options) {
  const auto& tls = options.server.tls;
  const bool knows_callers = options.access.reload.has_value() || (tls && !tls->client_authorities.empty());
  const bool has_tls = tls || !options.access.proxies.empty();
  if ((has_tls && knows_callers) || options.access.insecure_anyone) return absl::OkStatus();
  std::vector<std::string> addresses = options.server.listen;
  if (options.http.server) addresses.push_back(options.http.server->listen);
  for (const std::string& address : addresses) {
    if (!IsReachableByOthers(address)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "other machines may reach ", address, ", which requires ",
        has_tls ? "" : "TLS (--tls_cert, --tls_key, or --trusted_proxies)",
        has_tls || knows_callers ? "" : " and ",
        knows_callers ? "" : "known callers (--policy or --tls_client_ca)",
        "; --insecure_anyone lets everyone read and write everything that the flags do not forbid"));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
