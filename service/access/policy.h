#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "access/caller.h"
#include "google/protobuf/descriptor.h"

// Decides which callers may call which methods. Independent of the transport: gRPC and HTTP use the same
// rules.
namespace verbatim::access {

// Returns the permission that a method needs. This is kRead if the contract marks the method NO_SIDE_EFFECTS,
// kErase if the method destroys recorded data, and otherwise kWrite.
Permission RequiredPermission(const google::protobuf::MethodDescriptor& method);

// Returns the name of a permission, such as READ.
std::string_view NameOf(Permission permission);

// OK if the caller has the permission that the method needs; PERMISSION_DENIED otherwise.
absl::Status Authorize(const Caller& caller, const google::protobuf::MethodDescriptor& method);

// The permissions of authenticated principals. Everybody may read. A name without a kind (principal.h) stands
// for the principals of all kinds with this name. Any thread.
class Policy {
 public:
  // Allows everybody to do everything.
  Policy() = default;

  // `writers` are the principals that may write. Empty allows everybody. `erasers` are the principals that
  // may erase. Empty allows all principals that may write. An eraser need not be a writer.
  Policy(const std::vector<std::string>& writers, const std::vector<std::string>& erasers);

  Permissions PermissionsOf(const std::string& principal) const;
  // Returns whether everybody may do everything.
  bool empty() const { return writers_.empty() && erasers_.empty(); }

  const std::set<std::string>& writers() const { return writers_; }
  const std::set<std::string>& erasers() const { return erasers_; }

 private:
  std::set<std::string> writers_;
  std::set<std::string> erasers_;
};

}  // namespace verbatim::access
