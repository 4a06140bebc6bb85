#include "log/base64.h"

#include "absl/strings/escaping.h"

namespace verbatim::log {

std::string ToBase64(std::string_view bytes) {
  return absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
}

std::optional<std::string> FromBase64(std::string_view text) {
  std::string bytes;
  // Abseil also accepts white space, the URL-safe alphabet, missing padding and stray bits at the end.
  if (!absl::Base64Unescape(absl::string_view(text.data(), text.size()), &bytes) || ToBase64(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace verbatim::log
