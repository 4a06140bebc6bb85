#pragma once

#include <string_view>

// Principals: the names of authenticated callers. A principal has the kind of the name in the certificate as
// a prefix, so that a DNS name and an email address with the same letters are different callers. Older log
// entries have bare names, without a kind.
namespace verbatim::access {

inline constexpr std::string_view kDnsKind = "dns:";
inline constexpr std::string_view kEmailKind = "email:";
inline constexpr std::string_view kUriKind = "uri:";
inline constexpr std::string_view kIpKind = "ip:";
inline constexpr std::string_view kCommonNameKind = "cn:";

// Returns whether a name begins with a kind.
bool HasKind(std::string_view name);

// Returns the name under which older entries recorded a principal. Empty if there is none: the principal has
// no kind, or the rest of it begins with a kind and could be taken for another principal.
std::string_view BareName(std::string_view principal);

}  // namespace verbatim::access
