#include "access/principal.h"

#include <algorithm>

namespace verbatim::access {
namespace {

constexpr std::string_view kCertificateKinds[] = {kDnsKind, kEmailKind, kUriKind, kIpKind, kCommonNameKind};

bool HasCertificateKind(std::string_view name) {
  return std::ranges::any_of(kCertificateKinds,
                             [&](std::string_view kind) { return name.starts_with(kind); });
}

constexpr std::string_view kFor = " for ";

}  // namespace

bool HasKind(std::string_view name) {
  return HasCertificateKind(name) || name.starts_with(kPolicyKind) || name.starts_with(kOidcKind);
}

bool IsCertificateName(std::string_view name) {
  return HasCertificateKind(name) && name.find(':') + 1 < name.size();
}

std::string_view BareName(std::string_view principal) {
  if (!HasCertificateKind(principal)) return {};
  const std::string_view bare = principal.substr(principal.find(':') + 1);
  return HasKind(bare) ? std::string_view() : bare;
}

std::string ActingFor(std::string_view policy_principal, std::string_view person) {
  return std::string(policy_principal).append(kFor).append(person);
}

std::string OfIssuer(std::string_view issuer, std::string_view subject) {
  return std::string(kOidcKind).append(issuer).append("#").append(subject);
}

PrincipalParts PartsOf(std::string_view recorded) {
  const size_t end = recorded.find(' ');
  if (!recorded.starts_with(kPolicyKind) || end == std::string_view::npos ||
      !recorded.substr(end).starts_with(kFor))
    return {recorded, {}};
  return {recorded.substr(0, end), recorded.substr(end + kFor.size())};
}

}  // namespace verbatim::access
