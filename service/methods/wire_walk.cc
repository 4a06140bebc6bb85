#include "methods/wire_walk.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <string>
#include <unordered_map>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "google/protobuf/wire_format_lite.h"
#include "status/errors.h"
#include "sync/mutex.h"

namespace verbatim::methods {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

// Memory of a string besides its bytes: the object, and the overhead of two allocations.
constexpr size_t kStringBytes = 64;
// Memory of an item of a repeated field of scalars. A growing array is up to twice as long as its content.
constexpr size_t kScalarItemBytes = 16;
// Memory of an unknown field besides its bytes: its place in a growing array, and a string or a set of fields.
constexpr size_t kUnknownBytes = 128;
// Memory of a message's place in a growing array, and the overhead of its allocation.
constexpr size_t kPlaceBytes = 32;

constexpr uint64_t kNoEnd = std::numeric_limits<uint64_t>::max();

// Reads the bytes of a stream, whatever the parts in which they come.
class Cursor {
 public:
  explicit Cursor(google::protobuf::io::ZeroCopyInputStream& stream) : stream_(stream) {}

  // The number of bytes before the next one.
  uint64_t position() const { return end_position_ - static_cast<uint64_t>(end_ - next_); }
  bool AtEnd() { return next_ == end_ && !Refill(); }

  // Reads a varint of at most `max_bytes`. False if the bytes end before it does.
  bool ReadVarint(int max_bytes, uint64_t& value) {
    value = 0;
    for (int i = 0; i < max_bytes; ++i) {
      if (AtEnd()) return false;
      const uint8_t byte = *next_++;
      value |= static_cast<uint64_t>(byte & 0x7F) << (7 * i);
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool Skip(uint64_t count) {
    while (count > static_cast<uint64_t>(end_ - next_)) {
      count -= static_cast<uint64_t>(end_ - next_);
      next_ = end_;
      if (!Refill()) return false;
    }
    next_ += count;
    return true;
  }

  // Skips `count` bytes, and counts the varints that end in them.
  bool SkipVarints(uint64_t count, size_t& varints) {
    for (; count > 0; --count) {
      if (AtEnd()) return false;
      if (*next_++ < 0x80) ++varints;
    }
    return true;
  }

 private:
  bool Refill() {
    const void* data = nullptr;
    int size = 0;
    do {
      if (!stream_.Next(&data, &size)) return false;
    } while (size == 0);
    next_ = static_cast<const uint8_t*>(data);
    end_ = next_ + size;
    end_position_ += static_cast<uint64_t>(size);
    return true;
  }

  google::protobuf::io::ZeroCopyInputStream& stream_;
  const uint8_t* next_ = nullptr;
  const uint8_t* end_ = nullptr;
  uint64_t end_position_ = 0;  // of end_ in the stream
};

class Walk {
 public:
  Walk(google::protobuf::io::ZeroCopyInputStream& bytes, const MessageShape& shape, const ShapeLimits& limits)
      : cursor_(bytes), limits_(limits) {
    frames_[0] = {.shape = &shape, .end = kNoEnd};
    cost_.memory = shape.object_bytes();
  }

  absl::StatusOr<WireCost> Run() {
    while (true) {
      while (depth_ > 0 && !top().group && cursor_.position() == top().end) --depth_;
      if (cursor_.position() > top().end) return Malformed();
      if (cursor_.AtEnd()) {
        if (depth_ > 0) return Malformed();
        return cost_;
      }
      if (absl::Status status = TakeField(); !status.ok()) return status;
    }
  }

 private:
  // A message or group that is being walked.
  struct Frame {
    const MessageShape* shape = nullptr;         // null in a group: all of its fields are unknown
    uint64_t end = 0;                            // kNoEnd for the whole message
    uint32_t group = 0;                          // the number of the group; 0 for a message
    const MessageShape::Field* field = nullptr;  // whose message this is
    std::array<uint32_t, MessageShape::kMaxRepeated> counts = {};  // items of each repeated field
  };

  Frame& top() { return frames_[static_cast<size_t>(depth_)]; }

  absl::Status TakeField() {
    uint64_t raw = 0;
    if (!cursor_.ReadVarint(5, raw)) return Malformed();
    const auto tag = static_cast<uint32_t>(raw);
    const uint32_t number = tag >> 3;
    const uint32_t wire_type = tag & 7;
    if (number == 0) return Malformed();
    if (wire_type == WireFormatLite::WIRETYPE_END_GROUP) {
      if (top().group != number) return Malformed();
      --depth_;
      return absl::OkStatus();
    }
    static constexpr MessageShape::Field kUnknown;
    const MessageShape::Field* field = top().shape == nullptr ? &kUnknown : &top().shape->field(number);
    const bool packed = field->kind == MessageShape::Kind::kScalar && field->repeated >= 0 &&
                        wire_type == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    // Protobuf treats a field with another wire type as unknown.
    if (field->wire_type != wire_type && !packed) field = &kUnknown;
    if (field->kind == MessageShape::Kind::kUnknown) {
      cost_.memory += kUnknownBytes;
      if (absl::Status status = Count(*field, 1); !status.ok()) return status;
    } else if (!packed && (field->repeated >= 0 || field->kind == MessageShape::Kind::kMessage)) {
      if (absl::Status status = Count(*field, 1); !status.ok()) return status;
      if (field->kind == MessageShape::Kind::kScalar) cost_.memory += kScalarItemBytes;
    }
    return TakeValue(*field, number, wire_type, packed);
  }

  absl::Status TakeValue(const MessageShape::Field& field, uint32_t number, uint32_t wire_type, bool packed) {
    uint64_t value = 0;
    switch (wire_type) {
      case WireFormatLite::WIRETYPE_VARINT:
        return cursor_.ReadVarint(10, value) ? absl::OkStatus() : Malformed();
      case WireFormatLite::WIRETYPE_FIXED64:
        return cursor_.Skip(8) ? absl::OkStatus() : Malformed();
      case WireFormatLite::WIRETYPE_FIXED32:
        return cursor_.Skip(4) ? absl::OkStatus() : Malformed();
      case WireFormatLite::WIRETYPE_START_GROUP:
        return Push({.end = top().end, .group = number, .field = &field});
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED:
        break;
      default:
        return Malformed();
    }
    if (!cursor_.ReadVarint(5, value)) return Malformed();
    const uint64_t end = cursor_.position() + value;
    if (end > top().end) return Malformed();
    if (packed) return TakePacked(field, value);
    if (field.kind == MessageShape::Kind::kMessage) {
      cost_.memory += field.message->object_bytes();
      return Push({.shape = field.message, .end = end, .field = &field});
    }
    cost_.memory += kStringBytes + value + value / 4;  // allocations are rounded up by at most a quarter
    return cursor_.Skip(value) ? absl::OkStatus() : Malformed();
  }

  absl::Status TakePacked(const MessageShape::Field& field, uint64_t bytes) {
    size_t items = 0;
    if (field.wire_type == WireFormatLite::WIRETYPE_VARINT) {
      if (!cursor_.SkipVarints(bytes, items)) return Malformed();
    } else {
      items = bytes / (field.wire_type == WireFormatLite::WIRETYPE_FIXED64 ? 8 : 4);
      if (!cursor_.Skip(bytes)) return Malformed();
    }
    cost_.memory += items * kScalarItemBytes;
    return Count(field, items);
  }

  absl::Status Count(const MessageShape::Field& field, size_t items) {
    cost_.elements += items;
    if (field.repeated >= 0) {
      uint32_t& count = top().counts[static_cast<size_t>(field.repeated)];
      count += static_cast<uint32_t>(items);
      if (count > limits_.field_elements) {
        return InvalidField(PathOf(field), absl::StrCat("has more than ", limits_.field_elements, " items"));
      }
    }
    if (cost_.elements <= limits_.elements) return absl::OkStatus();
    return InvalidField(PathOf(field), absl::StrCat("ends a request of more than ", limits_.elements,
                                                    " messages, items and unknown fields"));
  }

  absl::Status Push(const Frame& frame) {
    if (depth_ == kMaxNesting) {
      return InvalidField(PathOf(*frame.field),
                          absl::StrCat("is nested more deeply than ", kMaxNesting, " messages"));
    }
    frames_[static_cast<size_t>(++depth_)] = frame;
    return absl::OkStatus();
  }

  // The path of a field of the current message, such as claim.citations[2].quote. Unknown fields have no name.
  std::string PathOf(const MessageShape::Field& field) {
    std::string path;
    const auto add = [&](const MessageShape::Field& part, const Frame& parent) {
      if (part.descriptor == nullptr) return;
      absl::StrAppend(&path, path.empty() ? "" : ".", part.descriptor->name());
      if (part.repeated >= 0 && part.kind == MessageShape::Kind::kMessage && &part != &field)
        absl::StrAppend(&path, "[", parent.counts[static_cast<size_t>(part.repeated)] - 1, "]");
    };
    for (int i = 1; i <= depth_; ++i)
      add(*frames_[static_cast<size_t>(i)].field, frames_[static_cast<size_t>(i - 1)]);
    add(field, top());
    return path;
  }

  absl::Status Malformed() const { return MalformedRequest(frames_[0].shape->type()); }

  Cursor cursor_;
  const ShapeLimits& limits_;
  WireCost cost_;
  int depth_ = 0;
  std::array<Frame, kMaxNesting + 1> frames_;
};

}  // namespace

absl::Status MalformedRequest(const Descriptor& type) {
  return absl::InvalidArgumentError(
      absl::StrCat("the request is not a ", type.full_name(), " in protobuf's binary form"));
}

const MessageShape& MessageShape::Of(const Descriptor& type) {
  static sync::Mutex mutex;
  static auto& shapes = *new std::unordered_map<const Descriptor*, std::unique_ptr<MessageShape>>();
  struct Maker {
    // Adds the shape before those of its fields, so that a recursive type ends.
    static const MessageShape& Make(const Descriptor& made) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
      std::unique_ptr<MessageShape>& slot = shapes[&made];
      if (slot != nullptr) return *slot;
      slot = std::make_unique<MessageShape>();
      MessageShape& shape = *slot;
      shape.type_ = &made;
      const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(&made);
      shape.object_bytes_ = prototype->SpaceUsedLong() + kPlaceBytes;
      shape.fields_.resize(1);
      int repeated = 0;
      for (int i = 0; i < made.field_count(); ++i) {
        const FieldDescriptor& descriptor = *made.field(i);
        const auto number = static_cast<size_t>(descriptor.number());
        if (shape.fields_.size() <= number) shape.fields_.resize(number + 1);
        Field field{.kind = Kind::kScalar,
                    .wire_type = static_cast<uint8_t>(WireFormatLite::WireTypeForFieldType(
                        static_cast<WireFormatLite::FieldType>(descriptor.type()))),
                    .descriptor = &descriptor};
        if (descriptor.is_repeated()) field.repeated = static_cast<int>(repeated++);
        if (repeated > static_cast<int>(kMaxRepeated)) std::abort();  // raise kMaxRepeated
        if (descriptor.cpp_type() == FieldDescriptor::CPPTYPE_STRING) field.kind = Kind::kBytes;
        if (descriptor.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
          field.kind = Kind::kMessage;
          field.message = &Make(*descriptor.message_type());
        }
        shape.fields_[number] = field;
      }
      return shape;
    }
  };
  sync::MutexLock lock(mutex);
  return Maker::Make(type);
}

absl::StatusOr<WireCost> WalkWire(google::protobuf::io::ZeroCopyInputStream& bytes, const MessageShape& shape,
                                  const ShapeLimits& limits) {
  return Walk(bytes, shape, limits).Run();
}

}  // namespace verbatim::methods
