#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "status/errors.h"

namespace verbatim::registry {

// A response in protobuf's binary form: one that is put together from bytes as they are stored, and goes out
// without having been a message in between.
template <typename Message>
struct SerializedMessage {
  std::string bytes;
};

// The message, for callers in this process. DATA_LOSS if what was stored is damaged.
template <typename Message>
absl::StatusOr<Message> Decode(const absl::StatusOr<SerializedMessage<Message>>& encoded) {
  if (!encoded.ok()) return encoded.status();
  Message message;
  if (message.ParseFromString(encoded->bytes)) return message;
  return FromStore(absl::DataLossError("a stored resource cannot be read"));
}

}  // namespace verbatim::registry
