#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

// Values of single fields from their JSON or text form. Any thread. Each function returns what is wrong with the
// value; empty if it was set.
namespace verbatim::http {

// Sets a scalar or enum field, or adds an item if it is repeated, from text: a JSON string's content, or a part of
// a URL. Bytes are base64, of either alphabet, with or without padding. `text` must be UTF-8.
std::string SetFromText(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                        std::string_view text);

// Sets such a field from a JSON number. `digits` are the characters of the number.
std::string SetFromNumber(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                          std::string_view digits);

// Sets such a field from true or false.
std::string SetFromBool(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                        bool value);

// Whether a message of this type has the form of a string in JSON, such as Timestamp.
bool IsTextMessage(const google::protobuf::Descriptor& type);

// Sets a message that has the form of a string in JSON.
std::string SetTextMessage(google::protobuf::Message& message, std::string_view text);

// The field with this name, in lowerCamelCase or as in the proto; null if there is none.
const google::protobuf::FieldDescriptor* FindField(const google::protobuf::Descriptor& type,
                                                   std::string_view name);

}  // namespace verbatim::http
