#include "rpc/caller.h"

#include <grpc/grpc_security_constants.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
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

// The IP address in a peer that WayOf takes; empty for a unix socket.
std::string AddressOf(std::string_view peer) {
  constexpr std::string_view kIpv4 = "ipv4:";
  constexpr std::string_view kIpv6 = "ipv6:";
  if (peer.starts_with(kIpv4)) return std::string(peer.substr(kIpv4.size(), peer.rfind(':') - kIpv4.size()));
  if (!peer.starts_with(kIpv6)) return "";
  const std::string_view host = peer.substr(kIpv6.size());
  const size_t first = host.starts_with("%5B") ? 3 : 1;  // after the bracket
  return std::string(host.substr(first, host.find_first_of("]%", first) - first));
}

// `peer` is an address as gRPC writes it: unix:PATH, ipv4:127.0.0.1:5000, or ipv6:[::1]:5000, whose brackets
// newer versions escape.
access::Credentials::Way WayOf(std::string_view peer) {
  if (peer.starts_with("unix:")) return access::Credentials::Way::kUnixSocket;
  for (const std::string_view loopback : {"ipv4:127.", "ipv6:[::1]:", "ipv6:%5B::1%5D:"}) {
    if (peer.starts_with(loopback)) return access::Credentials::Way::kLoopback;
  }
  return access::Credentials::Way::kNetwork;
}

std::vector<std::string_view> ValuesOf(const grpc::ServerContextBase& context, const char* key) {
  std::vector<std::string_view> values;
  const auto [first, end] = context.client_metadata().equal_range(key);
  for (auto value = first; value != end; ++value) values.push_back(View(value->second));
  return values;
}

// The first value; empty if there is none.
std::string_view ValueOf(const grpc::ServerContextBase& context, const char* key) {
  const auto value = context.client_metadata().find(key);
  return value == context.client_metadata().end() ? std::string_view() : View(value->second);
}

bool IsTls(const grpc::AuthContext& authenticated) {
  const std::vector<grpc::string_ref> types =
      authenticated.FindPropertyValues(GRPC_TRANSPORT_SECURITY_TYPE_PROPERTY_NAME);
  return types.size() == 1 && (types.front() == "tls" || types.front() == "ssl");
}

}  // namespace

access::Caller CallerOf(const grpc::ServerContextBase& context, const access::Authenticator& authenticator) {
  const std::shared_ptr<const grpc::AuthContext> authenticated = context.auth_context();
  access::Credentials credentials{.certificate = PrincipalOf(*authenticated)};
  if (authenticator.is_open()) return {.principal = std::move(credentials.certificate)};
  const std::string peer = context.peer();
  credentials.way = WayOf(peer);
  credentials.address = AddressOf(peer);
  credentials.forwarded_for = ValuesOf(context, "x-forwarded-for");
  credentials.forwarded_client_cert = ValuesOf(context, "x-forwarded-client-cert");
  credentials.tls = IsTls(*authenticated);
  credentials.authorization = ValuesOf(context, "authorization");
  credentials.acting_for = ValuesOf(context, "verbatim-acting-for");
  return authenticator.Identify(credentials);
}

methods::Call CallOf(const grpc::ServerContextBase& context, const access::Authenticator& authenticator,
                     const methods::Dispatcher& dispatcher) {
  methods::Call call{.caller = CallerOf(context, authenticator),
                     .context = {[&context] { return context.IsCancelled(); }, context.deadline()}};
  if (dispatcher.uses_tags()) {
    call.tags = methods::TagsOf(ValueOf(context, "x-request-id"), ValueOf(context, "traceparent"),
                                ValueOf(context, "tracestate"), "grpc");
  }
  call.min_log_size = std::string(ValueOf(context, "verbatim-min-log-size"));
  call.connection = [&context] { return context.peer(); };
  return call;
}

void AddLogSize(grpc::ServerContextBase& context, const methods::Dispatcher& dispatcher) {
  context.AddTrailingMetadata("verbatim-log-size", absl::StrCat(dispatcher.log_size()));
}

}  // namespace verbatim::rpc
