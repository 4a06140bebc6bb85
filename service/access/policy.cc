#include "access/permissions.h"

#include <algorithm>

#include "access/principal.h"
#include "google/protobuf/descriptor.pb.h"
#include "status/errors.h"

namespace verbatim::access {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;

// Methods that destroy recorded data, by full name. The contract's idempotency_level decides for all other
// methods.
constexpr std::string_view kErasingMethods[] = {"verbatim.v1.ClaimService.EraseClaim",
                                                "verbatim.v1.DocumentService.EraseDocument"};

bool Allows(const std::set<std::string>& principals, const std::string& principal) {
  if (principals.empty() || principals.contains(principal)) return true;
  const std::string_view bare = BareName(principal);
  return !bare.empty() && principals.contains(std::string(bare));
}

}  // namespace

Permission RequiredPermission(const MethodDescriptor& method) {
  if (std::ranges::find(kErasingMethods, method.full_name()) != std::end(kErasingMethods))
    return Permission::kErase;
  return method.options().idempotency_level() == MethodOptions::NO_SIDE_EFFECTS ? Permission::kRead
                                                                                : Permission::kWrite;
}

std::string_view NameOf(Permission permission) {
  switch (permission) {
    case Permission::kRead:
      return "READ";
    case Permission::kWrite:
      return "WRITE";
    case Permission::kErase:
      return "ERASE";
  }
  return "UNKNOWN";
}

absl::Status Authorize(const Caller& caller, const MethodDescriptor& method) {
  const Permission required = RequiredPermission(method);
  if (caller.permissions.Has(required)) return absl::OkStatus();
  return PermissionDenied(caller.principal, NameOf(required), method.service()->name() + "." + method.name());
}

Policy::Policy(const std::vector<std::string>& writers, const std::vector<std::string>& erasers)
    : writers_(writers.begin(), writers.end()),
      erasers_(erasers.empty() ? writers_ : std::set<std::string>(erasers.begin(), erasers.end())) {}

Permissions Policy::PermissionsOf(const std::string& principal) const {
  Permissions permissions = Permissions().With(Permission::kRead);
  if (Allows(writers_, principal)) permissions = permissions.With(Permission::kWrite);
  if (Allows(erasers_, principal)) permissions = permissions.With(Permission::kErase);
  return permissions;
}

}  // namespace verbatim::access
