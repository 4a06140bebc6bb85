#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace verbatim::http {

// Bounds what a message costs, whatever the bytes of its JSON: an empty object has three bytes, and some hundred as a
// message.
struct JsonLimits {
  size_t elements = 0;        // objects, and items of arrays and maps, together
  size_t field_elements = 0;  // items of one array or map
};

// Sets a message from its protobuf JSON form; field names may be in lowerCamelCase or as in the proto. The
// fields are added to those that are set. INVALID_ARGUMENT names the field that is unknown, given twice,
// malformed or beyond a limit, or the place where the text is not JSON in UTF-8. The time is proportional to the length of the
// text, and the stack depth is constant. Any thread.
absl::Status ParseJson(std::string_view json, const JsonLimits& limits, google::protobuf::Message& message);

}  // namespace verbatim::http
