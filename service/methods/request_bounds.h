#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "methods/wire_walk.h"
#include "registry/registry.h"

namespace verbatim::methods {

// What one message of a request may cost, checked before it is parsed. The bounds are a little wider than what
// validation allows, so that a request that is slightly too long gets validation's more precise error.
struct RequestBounds {
  size_t bytes = 0;       // in protobuf's binary form, decompressed
  size_t json_bytes = 0;  // in JSON, decompressed: most of a long request is base64
  ShapeLimits shape;
  const MessageShape* message = nullptr;
};

// A request with a text, or with many claims, may be this much longer than a document's text: validation then
// names the text that is too long, and a batch of claims may be larger than one document.
inline constexpr size_t kTextSlack = 16 << 20;

// The bounds of a method's request. They follow from the request's type: only requests with a text may be as
// long as a text.
RequestBounds BoundsOf(const google::protobuf::Descriptor& request, const registry::Limits& limits);

// Whether a response of this type may be as long as a text. Its length is not known before the work is done.
bool MayBeLong(const google::protobuf::Descriptor& response);

// RESOURCE_EXHAUSTED with RetryInfo: the memory for calls, or the connection's share of it, is in use.
absl::Status OutOfMemory();

}  // namespace verbatim::methods
