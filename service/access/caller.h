#pragma once

#include <cstdint>
#include <string>

namespace verbatim::access {

// The permission that a method requires of its caller (permissions.h).
enum class Permission : uint8_t {
  kRead = 1,   // methods without side effects
  kWrite = 2,  // methods that record, correct and retract
  kErase = 4,
};

// A set of permissions.
class Permissions {
 public:
  constexpr Permissions() = default;
  static constexpr Permissions All() {
    return Permissions().With(Permission::kRead).With(Permission::kWrite).With(Permission::kErase);
  }
  constexpr Permissions With(Permission permission) const {
    Permissions more = *this;
    more.bits_ = static_cast<uint8_t>(more.bits_ | static_cast<uint8_t>(permission));
    return more;
  }
  constexpr bool Has(Permission permission) const { return (bits_ & static_cast<uint8_t>(permission)) != 0; }

 private:
  uint8_t bits_ = 0;
};

// The identity and permissions of the caller. Each transport makes one Caller for each call. Other code gets
// no other information about the caller.
struct Caller {
  // The name that the log records, with its kind (principal.h). The transport has authenticated it, for
  // example as the first subject alternative name of a client certificate. Empty if the caller is not
  // authenticated.
  std::string principal;
  Permissions permissions = Permissions::All();
};

}  // namespace verbatim::access
