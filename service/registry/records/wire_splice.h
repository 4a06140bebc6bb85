#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/message_lite.h"

// Protobuf messages put together from the bytes of other messages, without parsing them: a claim goes from the store to
// a response as it is stored. It rests on three rules of protobuf's encoding: fields may come in any order, a singular
// field that comes again takes the later value, and messages one after the other are one merged message.
namespace verbatim::registry::wire {

// The bytes of field `field` of the message `bytes`, if it is a message; nothing if it is absent or `bytes` is no
// message.
std::optional<std::string_view> FindMessage(std::string_view bytes, int field);

// Appends field `field` to `message`: the merge of `first`, a message in binary form, and `rest`. `field` is at most 15.
void AppendMessage(int field, std::string_view first, const google::protobuf::MessageLite& rest,
                   std::string& message);

// Appends `field_bytes`, one message field `from` with its tag and nothing else, to `message` as field `to`. Both numbers
// are at most 15: their tags are one byte.
void AppendRenumbered(int from, int to, std::string_view field_bytes, std::string& message);

}  // namespace verbatim::registry::wire
