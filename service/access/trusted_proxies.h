#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "access/credentials.h"

namespace verbatim::access {

// The proxies that end TLS for the server, and whose word about their callers counts. Immutable. Any thread.
class TrustedProxies {
 public:
  // Trusts nobody.
  TrustedProxies() = default;
  // `ranges` are IP addresses, and ranges of them such as 10.0.0.0/8. INVALID_ARGUMENT names the first one
  // that is neither.
  static absl::StatusOr<TrustedProxies> Parse(const std::vector<std::string>& ranges);

  bool empty() const { return ranges_.empty(); }
  // Whether an IP address, as text, is in one of the ranges.
  bool Contains(std::string_view address) const;

  // Returns the credentials of the caller behind the proxy that made a call: the certificate in
  // X-Forwarded-Client-Cert, and the way by the last address in X-Forwarded-For that is not a trusted
  // proxy's. The proxy's own certificate does not count. Returns other calls as they are. INVALID_ARGUMENT if
  // X-Forwarded-Client-Cert cannot be read; the message is for the log.
  absl::StatusOr<Credentials> CallerBehind(Credentials credentials) const;

 private:
  // IPv4 addresses are mapped into IPv6.
  using Address = std::array<uint8_t, 16>;
  struct Range {
    Address address;
    int bits;  // of the address that count
  };

  static std::optional<Address> ParseAddress(std::string_view text);

  std::vector<Range> ranges_;
};

}  // namespace verbatim::access
