#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "access/caller.h"
#include "google/protobuf/descriptor.h"

// Who may call what. No transport: gRPC and HTTP ask the same questions.
namespace verbatim::access {

// The permission that a method needs: kRead if the contract marks it NO_SIDE_EFFECTS, kErase for methods that destroy
// what was recorded, otherwise kWrite.
Permission RequiredPermission(const google::protobuf::MethodDescriptor& method);

// As READ.
std::string_view NameOf(Permission permission);

// OK if the caller has the permission that the method needs; PERMISSION_DENIED otherwise.
absl::Status Authorize(const Caller& caller, const google::protobuf::MethodDescriptor& method);

// Which permissions an authenticated principal has. Everybody may read. Any thread.
class Policy {
 public:
  // Everybody may do everything.
  Policy() = default;

  // `writers`: principals that may write; empty allows everybody. `erasers`: principals that may erase; empty allows
  // those that may write. An eraser need not be a writer.
  Policy(const std::vector<std::string>& writers, const std::vector<std::string>& erasers);

  Permissions PermissionsOf(const std::string& principal) const;
  // Whether everybody may do everything.
  bool empty() const { return writers_.empty() && erasers_.empty(); }

  const std::set<std::string>& writers() const { return writers_; }
  const std::set<std::string>& erasers() const { return erasers_; }

 private:
  std::set<std::string> writers_;
  std::set<std::string> erasers_;
};

}  // namespace verbatim::access
