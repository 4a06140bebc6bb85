#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace verbatim::registry {

// The message in protobuf's binary form, with map entries in the order of their keys: the same bytes for equal messages
// in one build of this program. Not for storage: other builds may give other bytes.
std::string CanonicalBytes(const google::protobuf::Message& message);

}  // namespace verbatim::registry
