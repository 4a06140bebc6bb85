#include "http/pages/fact_check_parts.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "status/absl_view.h"
#include "status/names.h"
#include "status/uri_schemes.h"

namespace verbatim::http {
namespace {

absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

// Bytes of the digest that binds a token to its request. The digest detects only mistakes, not attacks.
constexpr size_t kBindingBytes = 8;

std::string BindingOf(std::string_view bound_to) {
  return log::ToBytes(log::Sha256(bound_to)).substr(0, kBindingBytes);
}

}  // namespace

std::string SiteOf(std::string_view uri) {
  const size_t scheme = uri.find("://");
  if (scheme == std::string_view::npos) return {};
  uri.remove_prefix(scheme + 3);
  uri = uri.substr(0, uri.find_first_of("/?#"));
  const size_t user = uri.rfind('@');
  if (user != std::string_view::npos) uri.remove_prefix(user + 1);
  uri = uri.substr(0, uri.find(':'));
  std::string site(uri);
  absl::AsciiStrToLower(&site);
  if (site.starts_with("www.")) site.erase(0, 4);
  return site;
}

std::optional<absl::Time> ReadDate(const std::string& date) {
  absl::Time time;
  for (const char* format : {"%Y-%m-%d", absl::RFC3339_full, "%Y-%m", "%Y"}) {
    if (absl::ParseTime(format, date, &time, nullptr)) return time;
  }
  return std::nullopt;
}

absl::Time ReviewTime(const v1::Review& review) {
  return ReadDate(review.publish_date()).value_or(FromProto(review.create_time()));
}

std::string FormatDate(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

std::string UrlOf(const v1::Review& review, const RequestHead& head, bool tls) {
  if (IsLinkable(review.uri())) return review.uri();
  return absl::StrCat(tls ? "https://" : "http://", Absl(head.Find("host")), "/v1/",
                      Absl(ClaimOf(review.name())), "/claim-review.jsonld");
}

std::string MakeOffsetToken(size_t offset, std::string_view bound_to) {
  std::string token;
  absl::WebSafeBase64Escape(BindingOf(bound_to) + std::to_string(offset), &token);
  return token;
}

std::optional<size_t> ReadOffsetToken(std::string_view token, std::string_view bound_to) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(Absl(token), &bytes) || !bytes.starts_with(BindingOf(bound_to)))
    return std::nullopt;
  return ReadCount(std::string_view(bytes).substr(kBindingBytes), 1'000'000'000);
}

std::optional<size_t> ReadCount(std::string_view digits, size_t most) {
  size_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() ||
      value > most)
    return std::nullopt;
  return value;
}

}  // namespace verbatim::http
