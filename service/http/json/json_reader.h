#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace verbatim::http {

// Sets a message from its protobuf JSON form; field names may be in lowerCamelCase or as in the proto. The
// fields are added to those that are set. INVALID_ARGUMENT names the field that is unknown, given twice or
// malformed, or the place where the text is not JSON in UTF-8. The time is proportional to the length of the
// text, and the stack depth is constant. Any thread.
absl::Status ParseJson(std::string_view json, google::protobuf::Message& message);

}  // namespace verbatim::http
