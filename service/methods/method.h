#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "access/caller.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "methods/message.h"
#include "methods/stream.h"
#include "sync/call_context.h"

namespace verbatim::methods {

// What surrounds a request.
struct Call {
  access::Caller caller;
  sync::CallContext context;
};

// How much work a call is, which decides where it runs.
enum class Cost : uint8_t {
  kInline,  // a few microseconds from memory: on the transport's thread while such reads are quick
  kNormal,  // milliseconds: on a worker
  kHeavy,   // may take seconds on the largest texts: on a worker, of which few take such calls at a time
  kBySize,  // kHeavy if the request is longer than kHeavyRequestBytes, otherwise kNormal
};

// Takes the response of a unary call: called once, on any thread.
using UnaryDone = absl::AnyInvocable<void(absl::StatusOr<Response>) &&>;

// One method of the contract. Exactly one of `unary`, `async` and `stream` is set.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  Cost cost = Cost::kNormal;  // of unary methods; streams work in short turns

  // A message of the request's type, to make others of.
  const google::protobuf::Message* request_prototype = nullptr;
  // `request` is of that type, and may be changed.
  std::function<absl::StatusOr<Response>(const Call& call, google::protobuf::Message& request)> unary =
      nullptr;
  // The same for a method that answers later. `request` and `call` are valid until `done` is called.
  std::function<void(const Call& call, google::protobuf::Message& request, UnaryDone done)> async = nullptr;

  // The stream of one call.
  std::function<std::unique_ptr<Stream>(Call call)> stream = nullptr;
};

}  // namespace verbatim::methods
