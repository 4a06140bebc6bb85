#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/zero_copy_stream.h"

// Bounds what a message in protobuf's binary form costs, before anything of it is built. An empty item of a
// repeated field has two bytes on the wire and some hundred bytes in memory, so a bound on bytes is not
// enough. The walk reads tags and lengths only, takes constant memory, and costs about 10 ns for each field.
// Any thread.
namespace verbatim::methods {

// Known and unknown messages and groups may be nested this deeply. The contract's requests need eight levels.
inline constexpr int kMaxNesting = 32;

// The shape of a message.
struct ShapeLimits {
  // Messages, items of repeated fields and unknown fields, in the message and in all messages in it.
  size_t elements = 0;
  // Items of one repeated field.
  size_t field_elements = 0;
};

// What is needed to walk the messages of one type: its fields by number.
class MessageShape {
 public:
  // The shape of `type`. Shapes last as long as the process.
  static const MessageShape& Of(const google::protobuf::Descriptor& type);

  // Repeated fields of one message, at most.
  static constexpr size_t kMaxRepeated = 16;

  enum class Kind : uint8_t { kUnknown, kScalar, kBytes, kMessage };
  struct Field {
    Kind kind = Kind::kUnknown;
    uint8_t wire_type = 0;
    int repeated = -1;  // position among the repeated fields of the message; -1 for a single field
    const MessageShape* message = nullptr;
    const google::protobuf::FieldDescriptor* descriptor = nullptr;
  };

  const Field& field(uint32_t number) const {
    return fields_[number < fields_.size() ? number : 0];  // 0 is the number of no field
  }
  const google::protobuf::Descriptor& type() const { return *type_; }
  // Memory of an empty message of this type, with its place in a repeated field.
  size_t object_bytes() const { return object_bytes_; }

 private:
  const google::protobuf::Descriptor* type_ = nullptr;
  std::vector<Field> fields_;
  size_t object_bytes_ = 0;
};

// INVALID_ARGUMENT: the bytes are not a message of this type.
absl::Status MalformedRequest(const google::protobuf::Descriptor& type);

struct WireCost {
  size_t elements = 0;
  size_t memory = 0;  // in bytes, at most, of the parsed message
};

// Returns what parsing the message would cost. INVALID_ARGUMENT names the field that exceeds a limit, or says
// that the bytes are not a message. Whatever this function accepts, protobuf parses, or refuses, within the
// returned memory.
absl::StatusOr<WireCost> WalkWire(google::protobuf::io::ZeroCopyInputStream& bytes, const MessageShape& shape,
                                  const ShapeLimits& limits);

}  // namespace verbatim::methods
