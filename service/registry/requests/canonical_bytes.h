#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace verbatim::registry {

// Returns the message in protobuf's binary form, with map entries sorted by key. One build of this program
// always returns the same bytes for equal messages. Do not store them: another build may return other bytes.
std::string CanonicalBytes(const google::protobuf::Message& message);

}  // namespace verbatim::registry
