#pragma once

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "methods/method.h"
#include "registry/registry.h"

// Makes a Method from a member function of the registry or the matcher.
namespace verbatim::methods {

template <typename Type>
concept IsMessage = std::derived_from<std::remove_cvref_t<Type>, google::protobuf::Message>;

// The first of the types that is a protobuf message.
template <typename First, typename... Others>
struct RequestOf : RequestOf<Others...> {};
template <typename First, typename... Others>
requires IsMessage<First>
struct RequestOf<First, Others...> {
  using Type = std::remove_cvref_t<First>;
};

template <typename Param>
struct ArgumentFor;  // undefined: a handler cannot have a parameter of this type
template <>
struct ArgumentFor<access::Caller> {
  static const access::Caller& Get(const Call& call, google::protobuf::Message&, UnaryDone&) {
    return call.caller;
  }
};
template <>
struct ArgumentFor<sync::CallContext> {
  static const sync::CallContext& Get(const Call& call, google::protobuf::Message&, UnaryDone&) {
    return call.context;
  }
};
// A single call does not wait for room in the commit queue. If the queue is full, the caller must retry.
template <>
struct ArgumentFor<registry::WhenFull> {
  static registry::WhenFull Get(const Call&, google::protobuf::Message&, UnaryDone&) {
    return registry::WhenFull::kRefuse;
  }
};
template <IsMessage Message>
struct ArgumentFor<Message> {
  static Message&& Get(const Call&, google::protobuf::Message& request, UnaryDone&) {
    return std::move(static_cast<Message&>(request));
  }
};
template <typename Result>
struct ArgumentFor<registry::Done<Result>> {
  static registry::Done<Result> Get(const Call&, google::protobuf::Message&, UnaryDone& done) {
    return [done = std::move(done)](absl::StatusOr<Result> result) mutable {
      std::move(done)(std::move(result));
    };
  }
};

// Makes a method that calls `(object.*function)(...)`. The function takes the request and, in any order, any
// of these: the caller, the call's context, WhenFull, and Done if it answers later. Without Done, it returns
// StatusOr<response>.
template <typename Object, typename Result, typename... Params>
Method Bind(const google::protobuf::MethodDescriptor* descriptor, Cost cost, Object& object,
            Result (Object::*function)(Params...)) {
  Method method{.descriptor = descriptor,
                .cost = cost,
                .request_prototype = &RequestOf<Params...>::Type::default_instance()};
  const auto invoke = [&object, function](const Call& call, google::protobuf::Message& request,
                                          UnaryDone& done) {
    return (object.*function)(ArgumentFor<std::remove_cvref_t<Params>>::Get(call, request, done)...);
  };
  if constexpr (std::is_void_v<Result>) {
    method.async = [invoke](const Call& call, google::protobuf::Message& request, UnaryDone done) {
      invoke(call, request, done);
    };
  } else {
    method.unary = [invoke](const Call& call,
                            google::protobuf::Message& request) -> absl::StatusOr<Response> {
      UnaryDone unused;
      auto result = invoke(call, request, unused);
      if (!result.ok()) return result.status();
      return Response(*std::move(result));
    };
  }
  return method;
}

}  // namespace verbatim::methods
