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

// Hexadecimal digits of the digest that a token carries: 64 bits, against mistakes and not against attackers,
// who gain nothing by a forged position.
constexpr size_t kDigestDigits = 16;

// One can go on after every position: no token says the last number.
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
  return InvalidField(
      "page_token", "is not a token of this listing: page tokens go with the same request, filter included");
}

absl::StatusOr<int64_t> PageRows(int page_size, const Limits& limits, int64_t default_rows) {
  if (page_size < 0) return InvalidField("page_size", "must not be negative");
  if (page_size == 0) return std::min<int64_t>(default_rows, limits.page_rows);
  return std::min(page_size, limits.page_rows);
}

}  // namespace verbatim::registry
