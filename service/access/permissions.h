#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace verbatim::access {

// What a caller may be allowed to do. method_rules.h says which method needs which permission.
enum class Permission : uint8_t {
  kRead = 1,      // methods without side effects, proofs and watches
  kExtract = 2,   // record documents, revisions and claims
  kReview = 4,    // record evidence, reviews and links
  kCurate = 8,    // correct and retract what others first wrote
  kErase = 16,    // destroy recorded words
  kAudit = 32,    // see who wrote the entries of the log
  kOperate = 64,  // maintain the log: cosignatures
};

inline constexpr Permission kPermissions[] = {Permission::kRead,   Permission::kExtract, Permission::kReview,
                                              Permission::kCurate, Permission::kErase,   Permission::kAudit,
                                              Permission::kOperate};

// A set of permissions.
class Permissions {
 public:
  constexpr Permissions() = default;
  constexpr Permissions(std::initializer_list<Permission> permissions) {
    for (const Permission permission : permissions) bits_ |= static_cast<unsigned>(permission);
  }
  static constexpr Permissions All() {
    Permissions all;
    for (const Permission permission : kPermissions) all = all.With(permission);
    return all;
  }
  constexpr Permissions With(Permission permission) const { return With(Permissions({permission})); }
  constexpr Permissions With(Permissions others) const {
    Permissions more = *this;
    more.bits_ |= others.bits_;
    return more;
  }
  constexpr bool Has(Permission permission) const { return (bits_ & static_cast<unsigned>(permission)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

  friend constexpr bool operator==(Permissions, Permissions) = default;

 private:
  unsigned bits_ = 0;
};

// Returns the name of a permission in policies and documents, such as `extract`.
std::string_view NameOf(Permission permission);
// Returns nothing if no permission has this name.
std::optional<Permission> PermissionNamed(std::string_view name);

}  // namespace verbatim::access
