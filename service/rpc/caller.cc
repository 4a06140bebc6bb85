#include "rpc/caller.h"

#include <grpc/grpc_security_constants.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"

namespace verbatim::rpc {

namespace {

// The kind of name that a property of gRPC holds; empty for other properties.
std::string_view KindOf(std::string_view property) {
  if (property == GRPC_PEER_DNS_PROPERTY_NAME) return access::kDnsKind;
  if (property == GRPC_PEER_EMAIL_PROPERTY_NAME) return access::kEmailKind;
  if (property == GRPC_PEER_URI_PROPERTY_NAME) return access::kUriKind;
  if (property == GRPC_PEER_IP_PROPERTY_NAME) return access::kIpKind;
  return {};
}

std::string_view View(grpc::string_ref text) { return {text.data(), text.size()}; }

// Returns the same principal as access::NameIn for the client's certificate; empty without a certificate.
std::string PrincipalOf(const grpc::AuthContext& authenticated) {
  const std::vector<grpc::string_ref> identity = authenticated.GetPeerIdentity();
  if (identity.empty()) return "";
  if (authenticated.GetPeerIdentityPropertyName() != GRPC_X509_SAN_PROPERTY_NAME) {
    return std::string(access::kCommonNameKind).append(View(identity.front()));
  }
  // gRPC lists the properties in the order of the certificate's names, once as a name of any kind and once by
  // kind. So the first property with a kind belongs to the first name.
  for (const auto& [property, value] : authenticated) {
    const std::string_view kind = KindOf(View(property));
    if (!kind.empty() && value == identity.front()) return std::string(kind).append(View(value));
  }
  return "";  // ReasonToReject rejects names of other kinds
}

}  // namespace

access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Policy& policy) {
  access::Caller caller;
  const std::shared_ptr<const grpc::AuthContext> authenticated = context.auth_context();
  caller.principal = PrincipalOf(*authenticated);
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
