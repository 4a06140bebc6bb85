#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace verbatim::registry {

// The message in protobuf's binary form, with map entries sorted by key: one build of this program always
// produces the same bytes for equal messages. Do not store them: another build may produce other bytes.
std::string CanonicalBytes(const google::protobuf::Message& message);

}  // namespace verbatim::registry
