#include "access/permissions.h"

namespace verbatim::access {

std::string_view NameOf(Permission permission) {
  switch (permission) {
    case Permission::kRead:
      return "read";
    case Permission::kExtract:
      return "extract";
    case Permission::kReview:
      return "review";
    case Permission::kCurate:
      return "curate";
    case Permission::kErase:
      return "erase";
    case Permission::kAudit:
      return "audit";
    case Permission::kOperate:
      return "operate";
  }
  return "unknown";
}

std::optional<Permission> PermissionNamed(std::string_view name) {
  for (const Permission permission : kPermissions) {
    if (NameOf(permission) == name) return permission;
  }
  return std::nullopt;
}

}  // namespace verbatim::access
