#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "store/store.h"

namespace verbatim::registry {

// Who calls: whom the transport has authenticated, empty if nobody. It goes into the log with every write.
struct Caller {
  std::string principal;
};

// Takes the answer of a call that ends later, once, on any thread.
template <typename Response>
using Done = absl::AnyInvocable<void(absl::StatusOr<Response>) &&>;

// The message's bytes with maps in the order of their keys: the same for equal messages read by one build of
// this program.
std::string CanonicalBytes(const google::protobuf::Message& message);

// What makes a request repeatable. `request` has no request_id; `request_id` is the one that it came with.
store::RequestKey MakeRequestKey(const Caller& caller, std::string request_id,
                                 const google::protobuf::Message& request);

// Takes the request_id out of a request and makes its key, or nothing if it has none. How strictly a request
// is to be judged does not make it another one: what was refused may be sent again with allow_contradicted.
template <typename Request>
std::optional<store::RequestKey> TakeRequestKey(const Caller& caller, Request& request) {
  if (request.request_id().empty()) return std::nullopt;
  std::string id = std::move(*request.mutable_request_id());
  request.clear_request_id();
  if constexpr (requires { request.allow_contradicted(); }) {
    const bool allow = request.allow_contradicted();
    request.clear_allow_contradicted();
    store::RequestKey key = MakeRequestKey(caller, std::move(id), request);
    request.set_allow_contradicted(allow);
    return key;
  }
  return MakeRequestKey(caller, std::move(id), request);
}

}  // namespace verbatim::registry
