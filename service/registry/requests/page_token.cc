#include "registry/requests/page_token.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "registry/requests/canonical_bytes.h"
#include "status/errors.h"

namespace verbatim::registry {
namespace {

// Hexadecimal digits of the digest in a token: 64 bits. The digest detects mistakes. It need not detect
// attacks, because a forged position gains nothing.
constexpr size_t kDigestDigits = 16;

// A listing must be able to continue after every position, so the greatest int64 is not a position.
constexpr int64_t kLastPosition = std::numeric_limits<int64_t>::max() - 1;

std::string Digest(const google::protobuf::Message& request, int64_t after) {
  std::string text =
      absl::StrCat(request.GetDescriptor()->full_name(), " ", after, " ", CanonicalBytes(request));
  return log::ToHex(log::Sha256(text)).substr(0, kDigestDigits);
}

}  // namespace

std::string MakePageToken(const google::protobuf::Message& request, int64_t after) {
  return absl::StrCat(Digest(request, after), absl::Hex(after));
}

absl::StatusOr<int64_t> ReadPageToken(const google::protobuf::Message& request, std::string_view token) {
  if (token.empty()) return -1;
  int64_t after = -1;
  if (token.size() > kDigestDigits) {
    const char* end = token.data() + token.size();
    auto [stopped, error] = std::from_chars(token.data() + kDigestDigits, end, after, 16);
    const bool read = error == std::errc() && stopped == end && after >= 0 && after <= kLastPosition;
    if (read && token == MakePageToken(request, after)) return after;
  }
  return InvalidField("page_token",
                      "is not a page token of this request: repeat the request that returned the token, and "
                      "change only page_token and page_size");
}

absl::StatusOr<int64_t> PageRows(int page_size, const Limits& limits, int64_t default_rows) {
  if (page_size < 0) return InvalidField("page_size", "must not be negative");
  if (page_size == 0) return std::min<int64_t>(default_rows, limits.page_rows);
  return std::min(page_size, limits.page_rows);
}

}  // namespace verbatim::registry
