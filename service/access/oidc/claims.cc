#include "access/oidc/claims.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "access/names/printable_name.h"
#include "status/status_macros.h"

namespace verbatim::access::oidc {
namespace {

constexpr size_t kMaxSubjectBytes = 255;  // OpenID Connect Core 1.0, section 2

absl::Status RefuseClaims(std::string_view what) {
  return absl::UnauthenticatedError(absl::StrCat("the token ", std::string(what)));
}

bool Contains(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

// Returns a claim that is a string or a list of strings; nothing if it is neither.
std::optional<std::vector<std::string>> StringsOf(const Json& claim) {
  std::vector<std::string> strings;
  if (claim.is_string()) {
    strings.push_back(claim.get<std::string>());
    return strings;
  }
  if (!claim.is_array()) return std::nullopt;
  for (const Json& element : claim) {
    if (!element.is_string()) return std::nullopt;
    strings.push_back(element.get<std::string>());
  }
  return strings;
}

// Reads a NumericDate (RFC 7519, section 2): seconds since 1970, perhaps with a fraction. Nothing if the
// claim is missing.
absl::StatusOr<std::optional<absl::Time>> DateOf(const Json& claims, std::string_view name) {
  const Json* claim = FindMember(claims, name);
  if (claim == nullptr) return std::nullopt;
  // Doubles are exact up to here; later dates and those before 1970 are mistakes.
  constexpr double kMaxSeconds = 9007199254740992.0;
  const double seconds = claim->is_number() ? claim->get<double>() : -1;
  if (!(seconds >= 0 && seconds < kMaxSeconds))
    return RefuseClaims(absl::StrCat("has a malformed ", std::string(name)));
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

absl::Status CheckAudience(const IssuerOptions& options, const Json& claims) {
  const Json* claim = FindMember(claims, "aud");
  if (claim == nullptr) return RefuseClaims("has no aud");
  const std::optional<std::vector<std::string>> audiences = StringsOf(*claim);
  if (!audiences) return RefuseClaims("has a malformed aud");
  const auto is_ours = [&](const std::string& audience) { return Contains(options.audiences, audience); };
  if (std::ranges::none_of(*audiences, is_ours)) return RefuseClaims("is for another audience");

  const Json* party = FindMember(claims, "azp");
  if (party != nullptr && !party->is_string()) return RefuseClaims("has a malformed azp");
  // Another audience of the same token could send it here, unless it names the party that may.
  if (std::ranges::all_of(*audiences, is_ours) && options.authorized_parties.empty()) return absl::OkStatus();
  if (party == nullptr) return RefuseClaims("does not name its authorized party (azp)");
  const auto& name = party->get_ref<const std::string&>();
  if (Contains(options.audiences, name) || Contains(options.authorized_parties, name) ||
      (!options.client_id.empty() && name == options.client_id)) {
    return absl::OkStatus();
  }
  return RefuseClaims("was made for another party (azp)");
}

// Returns the time from which on the token is refused.
absl::StatusOr<absl::Time> CheckDates(const Json& claims, absl::Time now) {
  ABSL_ASSIGN_OR_RETURN(const std::optional<absl::Time> expires, DateOf(claims, "exp"));
  ABSL_ASSIGN_OR_RETURN(const std::optional<absl::Time> not_before, DateOf(claims, "nbf"));
  ABSL_ASSIGN_OR_RETURN(const std::optional<absl::Time> issued, DateOf(claims, "iat"));
  if (!expires) return RefuseClaims("has no exp");
  if (now >= *expires + kClockSkew) return RefuseClaims("has expired");
  if (not_before && now < *not_before - kClockSkew) return RefuseClaims("is not valid yet (nbf)");
  if (issued && now < *issued - kClockSkew) return RefuseClaims("was issued in the future (iat)");
  return *expires + kClockSkew;
}

absl::StatusOr<std::string> SubjectOf(const Json& claims) {
  const Json* claim = FindMember(claims, "sub");
  if (claim == nullptr || !claim->is_string()) return RefuseClaims("has no sub, or one that is not a string");
  const auto& subject = claim->get_ref<const std::string&>();
  const auto is_printable = [](char byte) { return byte >= ' ' && byte <= '~'; };
  if (subject.empty() || subject.size() > kMaxSubjectBytes || !std::ranges::all_of(subject, is_printable))
    return RefuseClaims("has a sub that is not printable ASCII of 1 to 255 bytes");
  return subject;
}

// Returns the display name; empty if the token has none that can be shown.
std::string DisplayNameOf(const IssuerOptions& options, const Json& claims) {
  if (options.name_claim.empty()) return {};
  const Json* claim = FindMember(claims, options.name_claim);
  if (claim == nullptr || !claim->is_string()) return {};
  // Somebody who signed up with the address of another must not appear by it.
  const Json* verified = FindMember(claims, "email_verified");
  if (options.name_claim == "email" && verified != nullptr && *verified != true) return {};
  const auto& name = claim->get_ref<const std::string&>();
  return ReasonToRejectName(name).empty() ? name : std::string();
}

absl::StatusOr<std::vector<std::string>> GroupsOf(const IssuerOptions& options, const Json& claims) {
  const Json* claim = options.groups_claim.empty() ? nullptr : FindMember(claims, options.groups_claim);
  if (claim == nullptr) return std::vector<std::string>();
  const std::optional<std::vector<std::string>> listed = StringsOf(*claim);
  if (!listed) return RefuseClaims("has a malformed claim of groups");
  if (listed->size() > kMaxGroups) return RefuseClaims("has more than 1000 groups");
  std::vector<std::string> groups;
  for (const std::string& group : *listed) {
    if (options.groups.contains(group) && !Contains(groups, group)) groups.push_back(group);
  }
  return groups;
}

}  // namespace

absl::StatusOr<Identity> CheckClaims(const IssuerOptions& options, const Json& claims, absl::Time now) {
  const Json* issuer = FindMember(claims, "iss");
  if (issuer == nullptr || *issuer != options.issuer) return RefuseClaims("is of another issuer");
  if (FindMember(claims, "cnf") != nullptr)
    return RefuseClaims("is bound to a key of its owner (cnf), which is not supported");
  if (FindMember(claims, "events") != nullptr) return RefuseClaims("tells events, and is none of a caller");
  ABSL_RETURN_IF_ERROR(CheckAudience(options, claims));
  Identity identity;
  identity.issuer = options.issuer;
  ABSL_ASSIGN_OR_RETURN(identity.expires, CheckDates(claims, now));
  ABSL_ASSIGN_OR_RETURN(identity.subject, SubjectOf(claims));
  identity.display_name = DisplayNameOf(options, claims);
  ABSL_ASSIGN_OR_RETURN(identity.groups, GroupsOf(options, claims));
  return identity;
}

}  // namespace verbatim::access::oidc
