#include "cli/connection/server_address.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace verbatim::cli {
namespace {

constexpr std::string_view kGrpcSchemes[] = {"unix:", "unix-abstract:", "dns:", "ipv4:", "ipv6:"};

bool IsPort(std::string_view text) {
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0;
}

// The HOST:PORT of a URL, or of what looks like one.
std::string HostAndPortOf(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  const size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && IsPort(authority.substr(colon + 1))) return std::string(authority);
  return std::string(authority) + ":7461";
}

}  // namespace

std::string AddressFault(std::string_view address) {
  for (std::string_view scheme : kGrpcSchemes) {
    if (address.starts_with(scheme)) return "";
  }
  if (address.empty()) return "is empty; it takes HOST:PORT, such as 127.0.0.1:7461, or unix:PATH";
  if (address.find("://") != std::string_view::npos) {
    std::string fault = "takes HOST:PORT, not a URL: " + HostAndPortOf(address);
    if (address.starts_with("https:")) fault += ", with --tls if the service uses TLS";
    return fault;
  }
  const size_t colon = address.rfind(':');
  const bool has_host = colon != std::string_view::npos && colon > 0;
  const bool is_bare_ipv6 = std::count(address.begin(), address.end(), ':') > 1 && address.front() != '[';
  if (has_host && !is_bare_ipv6 && IsPort(address.substr(colon + 1)) &&
      address.find('/') == std::string_view::npos) {
    return "";
  }
  if (is_bare_ipv6) return "takes HOST:PORT, with an IPv6 address in brackets, such as [::1]:7461";
  return "takes HOST:PORT, such as 127.0.0.1:7461, or unix:PATH, not \"" + std::string(address) + "\"";
}

}  // namespace verbatim::cli
