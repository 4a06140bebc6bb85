#include "client/bearer_token.h"

#include <utility>

namespace verbatim::client {
namespace {

using grpc::experimental::ClientInterceptorFactoryInterface;
using grpc::experimental::ClientRpcInfo;
using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;

class TokenSender final : public Interceptor {
 public:
  explicit TokenSender(const std::string& value) : value_(value) {}

  void Intercept(InterceptorBatchMethods* call) override {
    if (call->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA))
      call->GetSendInitialMetadata()->emplace("authorization", value_);
    call->Proceed();
  }

 private:
  const std::string& value_;  // of the factory, which lasts as long as the channel
};

class TokenSenders final : public ClientInterceptorFactoryInterface {
 public:
  explicit TokenSenders(const std::string& token) : value_("Bearer " + token) {}

  Interceptor* CreateClientInterceptor(ClientRpcInfo*) override { return new TokenSender(value_); }

 private:
  const std::string value_;
};

}  // namespace

bool IsLocal(std::string_view address) {
  if (address.starts_with("unix:") || address.starts_with("unix-abstract:")) return true;
  for (const std::string_view scheme : {"dns:///", "dns:", "ipv4:", "ipv6:"}) {
    if (!address.starts_with(scheme)) continue;
    address.remove_prefix(scheme.size());
    break;
  }
  // A target with ipv4: or ipv6: may list several addresses.
  if (address.find(',') != std::string_view::npos) return false;
  const std::string_view host = address.substr(0, address.rfind(':'));
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::unique_ptr<ClientInterceptorFactoryInterface> MakeTokenSender(const std::string& token) {
  return std::make_unique<TokenSenders>(token);
}

}  // namespace verbatim::client
