#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "http/calls/api_request.h"
#include "http/calls/encoding.h"
#include "methods/method.h"

// Calls of methods by the server itself, for paths that are not methods. These calls pass the dispatcher like
// any other call, with the request's caller and deadline.
namespace verbatim::http {

// The methods by /package.Service/Method.
using MethodIndex = std::map<std::string, const methods::Method*, std::less<>>;

// The method Service.Method of the contract. Aborts if there is none.
const methods::Method& FindMethod(const MethodIndex& methods, std::string_view name);

// Makes an unparsed request of a message.
template <typename Request>
methods::Incoming ToIncoming(Request message) {
  const size_t bytes = message.ByteSizeLong();
  return {.bytes = bytes,
          .read = [message = std::move(message)](google::protobuf::Message& parsed,
                                                 const methods::RequestBounds&, methods::Reservation&) {
            parsed.CopyFrom(message);
            return absl::OkStatus();
          }};
}

// Calls a unary method. `done` is called once, on any thread.
template <typename Response, typename Request>
void CallUnary(const ApiRequest& request, const methods::Method& method, Request message,
               absl::AnyInvocable<void(absl::StatusOr<Response>) &&> done) {
  request.dispatcher().StartUnary(
      method, request.MakeCall(), ToIncoming(std::move(message)),
      [&method, done = std::move(done)](absl::StatusOr<methods::Response> result) mutable {
        if (!result.ok()) return std::move(done)(result.status());
        Response response;
        WithMessage(method, *std::move(result),
                    [&](const google::protobuf::Message& answer) { response.CopyFrom(answer); });
        std::move(done)(std::move(response));
      });
}

// Calls a method that takes one message and streams responses. `take` is called for each response, and then `done`
// once; both on any thread, one call at a time.
void CallStream(const std::shared_ptr<ApiRequest>& request, const methods::Method& method,
                methods::Incoming message, absl::AnyInvocable<void(const google::protobuf::Message&)> take,
                absl::AnyInvocable<void(const absl::Status&) &&> done);

}  // namespace verbatim::http
