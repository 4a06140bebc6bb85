#pragma once

#include <span>
#include <string_view>

#include "access/permissions.h"

namespace verbatim::access {

// A set of permissions with a name.
struct Role {
  std::string_view name;
  Permissions permissions;
};

// The roles that every policy has. Each has the permissions of the role before it, and more.
std::span<const Role> PredefinedRoles();

}  // namespace verbatim::access
