#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "access/caller.h"
#include "access/method_rules.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "methods/call_record.h"
#include "methods/message.h"
#include "methods/quota_meter.h"
#include "methods/request_bounds.h"
#include "methods/stream.h"
#include "sync/call_context.h"
#include "sync/memory_budget.h"
#include "tracing/span.h"

namespace verbatim::methods {

// The properties of a call besides its request.
struct Call {
  access::Caller caller;
  sync::CallContext context;
  CallTags tags = {};
  // The metadata `verbatim-min-log-size` as the client sent it; empty if there is none.
  std::string min_log_size = {};
  // Names the connection of the call. Called during the call.
  sync::MemoryBudget::ConnectionName connection = [] { return std::string(); };
  // Identifies the caller of a stream again, by the policy that is in force then. Called while the stream is
  // open, on any thread. Null if the caller cannot change.
  std::function<access::Caller()> identify_again = nullptr;
  // Null if the caller has no quota. Set by the dispatcher.
  std::shared_ptr<QuotaMeter> meter = nullptr;
  // For the steps of the call. Set by the dispatcher.
  tracing::SpanParent span = {};
};

// The amount of work in a call. It decides where the call runs.
enum class Cost : uint8_t {
  kInline,  // a few microseconds from memory: on the transport's thread while such reads are quick
  kNormal,  // milliseconds: on a worker
  kHeavy,   // may take seconds on the largest texts: on a worker; few workers take such calls at a time
  kBySize,  // kHeavy if the request is longer than kHeavyRequestBytes, otherwise kNormal
};

// Takes the response of a unary call. Called once, on any thread.
using UnaryDone = absl::AnyInvocable<void(absl::StatusOr<Response>) &&>;

// One method of the contract. Exactly one of `unary`, `async` and `stream` is set.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  const access::MethodRule* rule = nullptr;
  RequestBounds bounds = {};    // of each message of the request
  bool long_responses = false;  // see MayBeLong
  bool writes = false;          // has side effects
  Cost cost = Cost::kNormal;    // ignored for streams, which work in short turns

  // A message of the request's type, from which new requests are made.
  const google::protobuf::Message* request_prototype = nullptr;
  // `request` has the type of the prototype, and may be changed.
  std::function<absl::StatusOr<Response>(const Call& call, google::protobuf::Message& request)> unary =
      nullptr;
  // Like `unary`, for a method that answers later. `request` and `call` are valid until `done` is called.
  std::function<void(const Call& call, google::protobuf::Message& request, UnaryDone done)> async = nullptr;

  // Makes the stream of one call.
  std::function<std::unique_ptr<Stream>(Call call)> stream = nullptr;
};

}  // namespace verbatim::methods
