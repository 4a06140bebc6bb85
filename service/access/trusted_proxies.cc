#include "access/trusted_proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "access/names/printable_name.h"
#include "access/principal.h"
#include "status/absl_view.h"
#include "status/status_macros.h"

namespace verbatim::access {
namespace {

constexpr int kAddressBits = 128;
// Bits of an IPv6 address before a mapped IPv4 address.
constexpr int kMappedBits = 96;

std::string_view Trim(std::string_view text) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(Absl(text));
  return {trimmed.data(), trimmed.size()};
}

// One `KEY=VALUE` of an element of X-Forwarded-Client-Cert.
using Pairs = std::vector<std::pair<std::string, std::string>>;

// Returns the last element of X-Forwarded-Client-Cert: the proxy that the server trusts has added it.
// Elements are separated by commas, and their pairs by semicolons; values may be quoted (Envoy's format).
// Nothing if the value is malformed.
std::optional<Pairs> LastElement(std::string_view text) {
  Pairs pairs;
  while (true) {
    const size_t equals = text.find_first_of("=,;");
    if (equals == std::string_view::npos || text[equals] != '=') return std::nullopt;
    auto& [key, value] = pairs.emplace_back(std::string(Trim(text.substr(0, equals))), "");
    text.remove_prefix(equals + 1);
    if (text.starts_with('"')) {
      text.remove_prefix(1);
      while (!text.empty() && text.front() != '"') {
        if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
        value += text.front();
        text.remove_prefix(1);
      }
      if (text.empty()) return std::nullopt;  // the quote has no end
      text.remove_prefix(1);
    } else {
      const size_t end = std::min(text.find_first_of(",;"), text.size());
      value = text.substr(0, end);
      text.remove_prefix(end);
    }
    text = Trim(text);
    if (text.empty()) return pairs;
    if (text.front() == ',') pairs.clear();
    if (text.front() != ',' && text.front() != ';') return std::nullopt;
    text.remove_prefix(1);
  }
}

// Returns the common name of a subject such as `/C=US/CN=desk` or `CN=desk,O=Paper`; empty if there is none.
std::string CommonNameOf(std::string_view subject) {
  for (size_t start = 0; start < subject.size();) {
    const size_t end = std::min(subject.find_first_of("/,", start), subject.size());
    const std::string_view part = Trim(subject.substr(start, end - start));
    if (part.starts_with("CN=")) return std::string(part.substr(3));
    start = end + 1;
  }
  return "";
}

// Returns the principal by the first URI, DNS name or common name, in this order; empty if the element has
// none.
std::string PrincipalOf(const Pairs& element) {
  const auto find = [&](std::string_view name) -> std::string {
    for (const auto& [key, value] : element) {
      if (absl::EqualsIgnoreCase(key, Absl(name)) && !value.empty()) return value;
    }
    return "";
  };
  if (const std::string uri = find("URI"); !uri.empty()) return std::string(kUriKind) + uri;
  if (const std::string dns = find("DNS"); !dns.empty()) return std::string(kDnsKind) + dns;
  const std::string name = CommonNameOf(find("Subject"));
  return name.empty() ? "" : std::string(kCommonNameKind) + name;
}

}  // namespace

std::optional<TrustedProxies::Address> TrustedProxies::ParseAddress(std::string_view text) {
  const std::string address(text);
  Address parsed{};
  if (inet_pton(AF_INET6, address.c_str(), parsed.data()) == 1) return parsed;
  parsed[10] = parsed[11] = 0xFF;
  if (inet_pton(AF_INET, address.c_str(), parsed.data() + kMappedBits / 8) == 1) return parsed;
  return std::nullopt;
}

absl::StatusOr<TrustedProxies> TrustedProxies::Parse(const std::vector<std::string>& ranges) {
  TrustedProxies proxies;
  for (const std::string& text : ranges) {
    const size_t slash = text.find('/');
    const std::string_view address = std::string_view(text).substr(0, slash);
    const std::optional<Address> parsed = ParseAddress(address);
    const int offset = address.find(':') == std::string_view::npos ? kMappedBits : 0;
    int bits = kAddressBits - offset;
    const bool whole = slash == std::string::npos || absl::SimpleAtoi(text.substr(slash + 1), &bits);
    if (!parsed || !whole || bits < 0 || bits > kAddressBits - offset)
      return absl::InvalidArgumentError(
          absl::StrCat("\"", text, "\" must be an IP address, or a range such as 10.0.0.0/8"));
    proxies.ranges_.push_back({*parsed, offset + bits});
  }
  return proxies;
}

bool TrustedProxies::Contains(std::string_view address) const {
  const std::optional<Address> parsed = ParseAddress(address);
  return parsed && std::ranges::any_of(ranges_, [&](const Range& range) {
           const auto whole = static_cast<size_t>(range.bits / 8);
           const int rest = range.bits % 8;
           if (!std::equal(parsed->begin(), parsed->begin() + static_cast<std::ptrdiff_t>(whole),
                           range.address.begin()))
             return false;
           return rest == 0 || (((*parsed)[whole] ^ range.address[whole]) >> (8 - rest)) == 0;
         });
}

absl::StatusOr<Credentials> TrustedProxies::CallerBehind(Credentials credentials) const {
  if (!Contains(credentials.address)) return credentials;
  credentials.tls = true;
  credentials.certificate.clear();
  credentials.way = Credentials::Way::kNetwork;
  // Proxies append the address of their peer. So the last addresses are those of trusted proxies, and what is
  // before the first other one may be forged.
  std::string_view caller;
  for (auto value = credentials.forwarded_for.rbegin();
       value != credentials.forwarded_for.rend() && caller.empty(); ++value) {
    std::string_view rest = *value;
    while (caller.empty() && !rest.empty()) {
      const size_t comma = rest.rfind(',');
      const std::string_view address = Trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
      if (!Contains(address)) caller = address;
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
    }
  }
  credentials.address = std::string(caller);
  if (credentials.forwarded_client_cert.empty()) return credentials;
  const std::optional<Pairs> element = LastElement(Trim(credentials.forwarded_client_cert.back()));
  if (!element) return absl::InvalidArgumentError("X-Forwarded-Client-Cert is malformed");
  credentials.certificate = PrincipalOf(*element);
  if (credentials.certificate.empty()) return credentials;
  const std::string_view name =
      std::string_view(credentials.certificate).substr(credentials.certificate.find(':') + 1);
  if (const std::string_view reason = ReasonToRejectName(name); !reason.empty())
    return absl::InvalidArgumentError(absl::StrCat("X-Forwarded-Client-Cert: ", Absl(reason)));
  return credentials;
}

}  // namespace verbatim::access
