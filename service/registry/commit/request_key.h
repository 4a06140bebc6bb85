#pragma once

#include <optional>
#include <string>
#include <utility>

#include "access/caller.h"
#include "google/protobuf/message.h"
#include "store/store.h"

// Repeated requests (AIP-155): a write that comes again under its request_id is answered as the first time.
namespace verbatim::registry {

// The key under which the store remembers a request. `request` must have no request_id; `request_id` is the one that
// it came with.
store::RequestKey MakeRequestKey(const access::Caller& caller, std::string request_id,
                                 const google::protobuf::Message& request);

// Takes the request_id out of a request and makes its key; nothing if the request has none. allow_contradicted is
// not part of the key: a caller may send a refused request again with it.
template <typename Request>
std::optional<store::RequestKey> TakeRequestKey(const access::Caller& caller, Request& request) {
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

// Where a request was committed before; nothing if it was not. For a request that is about to be refused: a retry must
// get the first answer even if the state that allowed it is gone.
std::optional<store::WriteResult> FindRepeated(store::Store& store,
                                               const std::optional<store::RequestKey>& request);

}  // namespace verbatim::registry
