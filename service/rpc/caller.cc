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

sync::CallContext ContextOf(const grpc::ServerContextBase& context) {
  return {[&context] { return context.IsCancelled(); }, context.deadline()};
}

}  // namespace verbatim::rpc
