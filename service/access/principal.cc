#include "access/principal.h"

#include <algorithm>

namespace verbatim::access {
namespace {

constexpr std::string_view kCertificateKinds[] = {kDnsKind, kEmailKind, kUriKind, kIpKind, kCommonNameKind};

bool HasCertificateKind(std::string_view name) {
  return std::ranges::any_of(kCertificateKinds,
                             [&](std::string_view kind) { return name.starts_with(kind); });
}

}  // namespace

bool HasKind(std::string_view name) { return HasCertificateKind(name) || name.starts_with(kPolicyKind); }

bool IsCertificateName(std::string_view name) {
  return HasCertificateKind(name) && name.find(':') + 1 < name.size();
}

std::string_view BareName(std::string_view principal) {
  if (!HasCertificateKind(principal)) return {};
  const std::string_view bare = principal.substr(principal.find(':') + 1);
  return HasKind(bare) ? std::string_view() : bare;
}

}  // namespace verbatim::access
