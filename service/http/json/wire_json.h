#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"

// Protobuf's JSON form of messages that are there in binary form. Any thread.
namespace verbatim::http {

// Appends what AppendJson appends for the message, without making the message, which would take most of the
// time of a read. Returns false and appends nothing if the bytes are not as a serializer writes one message:
// fields in the order of their numbers, each singular field once. Then parse the message and call AppendJson.
bool AppendWireJson(const google::protobuf::Descriptor& type, std::string_view bytes, std::string& out);

// Returns the first string field `name` of a message in a field of this message, such as the etag of the
// resource in a response. Empty if there is none.
std::string_view FindWireString(const google::protobuf::Descriptor& type, std::string_view bytes,
                                std::string_view name);

}  // namespace verbatim::http
