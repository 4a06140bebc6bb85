#pragma once

#include <cstddef>

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

// The bounds of a method's request. They follow from the request's type: only requests with a text may be as
// long as a text.
RequestBounds BoundsOf(const google::protobuf::Descriptor& request, const registry::Limits& limits);

}  // namespace verbatim::methods
