#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "status/errors.h"

namespace verbatim::registry {

// A response in protobuf's binary form, built from stored bytes without parsing them (records/wire_splice.h).
template <typename Message>
struct SerializedMessage {
  std::string bytes;
};

// Returns the parsed message, for callers in this process. DATA_LOSS if the stored bytes are damaged.
template <typename Message>
absl::StatusOr<Message> ParseMessage(const absl::StatusOr<SerializedMessage<Message>>& serialized) {
  if (!serialized.ok()) return serialized.status();
  Message message;
  if (message.ParseFromString(serialized->bytes)) return message;
  return StorageDamaged("a stored resource cannot be parsed");
}

}  // namespace verbatim::registry
