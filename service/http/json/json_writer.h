#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/message.h"

// Protobuf's JSON form of messages, as google::protobuf::util writes it with default options: lowerCamelCase
// names, 64-bit integers as strings, unset fields left out. This code replaces that library because the
// library writes only 40 MB/s and would take most of the time of a read. Any thread.
namespace verbatim::http {

// Appends the message. Its strings must be UTF-8.
void AppendJson(const google::protobuf::Message& message, std::string& out);

std::string ToJson(const google::protobuf::Message& message);

// Appends `text`, which must be UTF-8, as a JSON string with its quotes.
void AppendJsonString(std::string_view text, std::string& out);

// The JSON name of a field path: updateMask for update_mask.
std::string ToCamelCase(std::string_view path);

}  // namespace verbatim::http
