#pragma once

#include <string>
#include <string_view>

// Principals: the names of authenticated callers. A principal has a kind as a prefix, so that a DNS name and
// an email address with the same letters are different callers. Older log entries have bare names, without a
// kind.
namespace verbatim::access {

// Kinds of names in certificates.
inline constexpr std::string_view kDnsKind = "dns:";
inline constexpr std::string_view kEmailKind = "email:";
inline constexpr std::string_view kUriKind = "uri:";
inline constexpr std::string_view kIpKind = "ip:";
inline constexpr std::string_view kCommonNameKind = "cn:";
// The kind of names in a policy file.
inline constexpr std::string_view kPolicyKind = "policy:";
// The kind of callers with the token of an OpenID Connect issuer.
inline constexpr std::string_view kOidcKind = "oidc:";

// Returns whether a name begins with a kind.
bool HasKind(std::string_view name);

// Returns whether a name begins with a kind of names in certificates, and has more than the kind.
bool IsCertificateName(std::string_view name);

// Returns the name under which older entries recorded a principal. Empty if there is none: the name was never
// in a certificate, or the rest of it begins with a kind and could be taken for another principal.
std::string_view BareName(std::string_view principal);

// The principal of a caller who acts for a person: `policy:NAME for PERSON`. A name in a policy has no
// spaces, so that the parts can be told apart. Only principals of a policy act for others.
std::string ActingFor(std::string_view policy_principal, std::string_view person);

// The principal of a caller with the token of an issuer: `oidc:ISSUER#SUBJECT`. An issuer is a URL without a
// fragment, so that the first # ends it.
std::string OfIssuer(std::string_view issuer, std::string_view subject);

struct PrincipalParts {
  std::string_view principal;
  std::string_view person;  // whom the principal acted for; empty if nobody
};
PrincipalParts PartsOf(std::string_view recorded);

}  // namespace verbatim::access
