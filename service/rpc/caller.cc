#include "rpc/caller.h"

#include <memory>
#include <string>
#include <vector>

namespace verbatim::rpc {

access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Policy& policy) {
  access::Caller caller;
  const std::shared_ptr<const grpc::AuthContext> authenticated = context.auth_context();
  if (const std::vector<grpc::string_ref> identity = authenticated->GetPeerIdentity(); !identity.empty())
    caller.principal.assign(identity.front().data(), identity.front().size());
  if (policy.empty() || (caller.principal.empty() && context.peer().starts_with("unix:"))) return caller;
  caller.permissions = policy.PermissionsOf(caller.principal);
  return caller;
}

methods::Call CallOf(const grpc::ServerContextBase& context, const access::Policy& policy) {
  return {.caller = CallerOf(context, policy),
          .context = {[&context] { return context.IsCancelled(); }, context.deadline()},
          .connection = [&context] { return context.peer(); }};
}

}  // namespace verbatim::rpc
