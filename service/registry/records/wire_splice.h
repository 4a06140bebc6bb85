#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/message_lite.h"

// Builds protobuf messages from the bytes of other messages without parsing them, so that the bytes of a
// stored claim can be copied into a response. Relies on three rules of protobuf's encoding: fields may come
// in any order; the last value of a singular field wins; concatenated messages are one merged message.
namespace verbatim::registry::wire {

// Returns the bytes of field `field` of the message `bytes`. The field must be a message or a string. Nothing
// if the field is absent or `bytes` is not a message.
std::optional<std::string_view> FindMessage(std::string_view bytes, int field);

// Appends field `field` to `message`. Its value is the merge of `first`, a message in binary form, and
// `rest`. REQUIRES: `field` is at most 15.
void AppendMessage(int field, std::string_view first, const google::protobuf::MessageLite& rest,
                   std::string& message);

// Appends a message field to `message` under the number `to`. `field_bytes` are its tag, with the number
// `from`, and its value. REQUIRES: both numbers are at most 15, so that their tags are one byte.
void AppendRenumbered(int from, int to, std::string_view field_bytes, std::string& message);

}  // namespace verbatim::registry::wire
