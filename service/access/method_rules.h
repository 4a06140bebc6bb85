#pragma once

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "access/caller.h"
#include "access/permissions.h"
#include "google/protobuf/descriptor.h"

// Which permission each method of the contract needs. Independent of the transport. Any thread.
namespace verbatim::access {

struct MethodRule {
  std::string_view method;  // such as ClaimService.GetClaim
  // The caller needs this permission to begin the call.
  Permission permission;
  // What the method itself checks further, as a part of a sentence for the documentation. Empty if nothing.
  std::string_view further = {};
};

// The rules of all methods, in the contract's order.
std::span<const MethodRule> MethodRules();

// Returns the rule of a method. Aborts if the table has none, so that no method is served without a rule.
const MethodRule& RuleOf(const google::protobuf::MethodDescriptor& method);

// OK if the caller has the permission that the rule names. UNAUTHENTICATED if the caller's credentials were
// rejected, or if there are none and credentials could give the permission. PERMISSION_DENIED otherwise.
absl::Status Authorize(const Caller& caller, const MethodRule& rule);

// The same for a permission that a part of a call needs. `method` is Service.Method.
absl::Status Authorize(const Caller& caller, Permission permission, std::string_view method);

}  // namespace verbatim::access
