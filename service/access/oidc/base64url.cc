#include "access/oidc/base64url.h"

#include "absl/strings/escaping.h"

namespace verbatim::access::oidc {

std::optional<std::string> FromBase64Url(std::string_view text) {
  std::string bytes;
  // Abseil also accepts white space, padding, the standard alphabet and stray bits at the end.
  if (!absl::WebSafeBase64Unescape(absl::string_view(text.data(), text.size()), &bytes) ||
      absl::WebSafeBase64Escape(bytes) != absl::string_view(text.data(), text.size())) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace verbatim::access::oidc
