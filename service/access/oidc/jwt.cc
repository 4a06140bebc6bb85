#include "access/oidc/jwt.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "access/oidc/base64url.h"

namespace verbatim::access::oidc {
namespace {

absl::Status MalformedToken(std::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("the token is malformed: ", std::string(what)));
}

absl::StatusOr<Json> DecodeObject(std::string_view part, std::string_view name) {
  const std::optional<std::string> bytes = FromBase64Url(part);
  if (!bytes) return MalformedToken(absl::StrCat("its ", std::string(name), " is not base64url"));
  absl::StatusOr<Json> object = ParseStrictObject(*bytes);
  if (object.ok()) return object;
  return MalformedToken(absl::StrCat("its ", std::string(name), ": ", object.status().message()));
}

// An issuer signs other kinds of tokens with the same key, such as logout tokens (`logout+jwt`), which prove
// nothing about who sent them (RFC 8725, section 3.11).
bool IsTypeOfCallers(const Json& type) {
  if (!type.is_string()) return false;
  const std::string lower = absl::AsciiStrToLower(type.get_ref<const std::string&>());
  const absl::string_view short_form = absl::StripPrefix(lower, "application/");
  return short_form == "jwt" || short_form == "at+jwt";
}

}  // namespace

absl::StatusOr<ParsedToken> ParseToken(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return MalformedToken("it is too long");
  if (std::ranges::count(token, '.') != 2) return MalformedToken("it does not have three parts");
  const size_t first = token.find('.');
  const size_t second = token.find('.', first + 1);

  const absl::StatusOr<Json> header = DecodeObject(token.substr(0, first), "header");
  if (!header.ok()) return header.status();
  const Json* algorithm = FindMember(*header, "alg");
  if (algorithm == nullptr || !algorithm->is_string())
    return MalformedToken("its header has no alg, or one that is not a string");
  if (FindMember(*header, "crit") != nullptr)
    return MalformedToken("its header has critical extensions, and none is supported");
  const Json* type = FindMember(*header, "typ");
  if (type != nullptr && !IsTypeOfCallers(*type))
    return MalformedToken("its typ is not that of an ID token or an access token");

  ParsedToken parsed;
  parsed.algorithm = algorithm->get<std::string>();
  if (const Json* key_id = FindMember(*header, "kid")) {
    if (!key_id->is_string()) return MalformedToken("its kid is not a string");
    parsed.key_id = key_id->get<std::string>();
  }
  absl::StatusOr<Json> claims = DecodeObject(token.substr(first + 1, second - first - 1), "payload");
  if (!claims.ok()) return claims.status();
  parsed.claims = *std::move(claims);
  std::optional<std::string> signature = FromBase64Url(token.substr(second + 1));
  if (!signature) return MalformedToken("its signature is not base64url");
  parsed.signature = *std::move(signature);
  parsed.signed_bytes = token.substr(0, second);
  return parsed;
}

}  // namespace verbatim::access::oidc
