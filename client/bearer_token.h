#pragma once

#include <grpcpp/support/client_interceptor.h>

#include <memory>
#include <string>
#include <string_view>

namespace verbatim::client {

// Returns whether a token may be sent to an address without TLS: a unix socket, or the loopback interface.
// Elsewhere, others could read the token.
bool IsLocal(std::string_view address);

// Adds `authorization: Bearer TOKEN` to the metadata of each call of a channel.
std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> MakeTokenSender(
    const std::string& token);

}  // namespace verbatim::client
