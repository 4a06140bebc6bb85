#pragma once

#include <optional>
#include <string>
#include <utility>

#include "access/caller.h"
#include "google/protobuf/message.h"
#include "registry/requests/environment.h"
#include "store/store.h"

// Repeated requests (AIP-155): a write that repeats a request_id gets the response of the first one.
namespace verbatim::registry {

// Makes the key under which the store remembers a request, with a digest under the environment's digest key.
// `request` must not contain its request_id: that is the argument `request_id`.
store::RequestKey MakeRequestKey(const Environment& environment, const access::Caller& caller,
                                 std::string request_id, const google::protobuf::Message& request);

// Moves the request_id out of a request and makes the request's key. Empty if the request has no request_id.
// allow_contradicted and refuse_contradicted_text are not part of the key: a caller may change them and
// repeat a refused request.
template <typename Request>
std::optional<store::RequestKey> TakeRequestKey(const Environment& environment, const access::Caller& caller,
                                                Request& request) {
  if (request.request_id().empty()) return std::nullopt;
  std::string id = std::move(*request.mutable_request_id());
  request.clear_request_id();
  if constexpr (requires { request.allow_contradicted(); }) {
    constexpr bool kHasTextFlag = requires { request.refuse_contradicted_text(); };
    const bool allow = request.allow_contradicted();
    bool refuse_text = false;
    request.clear_allow_contradicted();
    if constexpr (kHasTextFlag) {
      refuse_text = request.refuse_contradicted_text();
      request.clear_refuse_contradicted_text();
    }
    store::RequestKey key = MakeRequestKey(environment, caller, std::move(id), request);
    request.set_allow_contradicted(allow);
    if constexpr (kHasTextFlag) request.set_refuse_contradicted_text(refuse_text);
    return key;
  }
  return MakeRequestKey(environment, caller, std::move(id), request);
}

// Returns where an earlier, equal request was committed; empty if there is none. Call this before refusing a
// request: a retry must get the first response even if the state no longer allows the request.
std::optional<store::WriteResult> FindRepeated(store::Store& store,
                                               const std::optional<store::RequestKey>& request);

}  // namespace verbatim::registry
