#include "access/principal.h"

#include <algorithm>

namespace verbatim::access {
namespace {

constexpr std::string_view kKinds[] = {kDnsKind, kEmailKind, kUriKind, kIpKind, kCommonNameKind};

}  // namespace

bool HasKind(std::string_view name) {
  return std::ranges::any_of(kKinds, [&](std::string_view kind) { return name.starts_with(kind); });
}

std::string_view BareName(std::string_view principal) {
  if (!HasKind(principal)) return {};
  const std::string_view bare = principal.substr(principal.find(':') + 1);
  return HasKind(bare) ? std::string_view() : bare;
}

}  // namespace verbatim::access
