#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "http/rest/url.h"

namespace verbatim::http {

// Sets a field of a message from a part of a URL. `path` is a field path such as filter.document, in either case
// style; filter.labels[KEY] is an entry of a map. INVALID_ARGUMENT names the field. A repeated field gets one more
// item.
absl::Status SetField(google::protobuf::Message& message, std::string_view path, std::string_view value);

// Whether `name` is a parameter that every method takes, as in Google's APIs. Such parameters say how to
// answer, or who calls.
bool IsSystemParameter(std::string_view name);

// Returns the message at a field path, and creates it. Null if there is none.
google::protobuf::Message* MutableAt(google::protobuf::Message& message, std::string_view path);

}  // namespace verbatim::http
