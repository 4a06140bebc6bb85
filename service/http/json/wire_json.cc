#include "http/json/wire_json.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "google/protobuf/message.h"
#include "http/json/json_values.h"
#include "http/json/json_writer.h"

// The binary form: protobuf.dev/programming-guides/encoding.
namespace verbatim::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Deeper messages are left to the parser, which has a limit of its own.
constexpr int kMaxWireDepth = 32;

// Numbers of fields up to this one are looked up in a table.
constexpr int kMaxFieldNumber = 1000;

enum WireType : uint32_t { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };

struct MessageTable;

// What is needed of a field to write it.
struct FieldTable {
  const FieldDescriptor* field = nullptr;
  std::string key;                        // `"name":`
  const MessageTable* message = nullptr;  // of a message field, unless it has a form of its own
  WireType wire_type = kVarint;           // of one value
  int oneof = -1;                         // its bit
  bool has_presence = false;
};

struct MessageTable {
  std::vector<FieldTable> fields;  // by number; without `field` if there is none
};

WireType WireTypeOf(const FieldDescriptor& field) {
  switch (field.type()) {
    case FieldDescriptor::TYPE_DOUBLE:
    case FieldDescriptor::TYPE_FIXED64:
    case FieldDescriptor::TYPE_SFIXED64:
      return kFixed64;
    case FieldDescriptor::TYPE_FLOAT:
    case FieldDescriptor::TYPE_FIXED32:
    case FieldDescriptor::TYPE_SFIXED32:
      return kFixed32;
    case FieldDescriptor::TYPE_STRING:
    case FieldDescriptor::TYPE_BYTES:
    case FieldDescriptor::TYPE_MESSAGE:
    case FieldDescriptor::TYPE_GROUP:
      return kLengthDelimited;
    default:
      return kVarint;
  }
}

// Returns the table of a type. Each thread has its own tables, so that no lock is needed.
const MessageTable& TableOf(const Descriptor& type) {
  thread_local std::unordered_map<const Descriptor*, std::unique_ptr<MessageTable>> known;
  const auto [entry, added] = known.try_emplace(&type);
  if (!added) return *entry->second;
  MessageTable& table = *(entry->second = std::make_unique<MessageTable>());
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.number() > kMaxFieldNumber || field.type() == FieldDescriptor::TYPE_GROUP) continue;
    const auto number = static_cast<size_t>(field.number());
    if (table.fields.size() <= number) table.fields.resize(number + 1);
    FieldTable& of_field = table.fields[number];
    of_field.field = &field;
    of_field.key = '"' + std::string(field.json_name()) + "\":";
    of_field.wire_type = WireTypeOf(field);
    of_field.has_presence = field.has_presence();
    if (field.real_containing_oneof() != nullptr) of_field.oneof = field.real_containing_oneof()->index();
    // A message that contains itself finds the entry that was added above.
    if (field.message_type() != nullptr && field.message_type()->file()->package() != "google.protobuf")
      of_field.message = &TableOf(*field.message_type());
  }
  return table;
}

// Takes the parts of a message from the front of its bytes.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }

  bool TakeVarint(uint64_t& value) {
    value = 0;
    for (size_t i = 0; i < bytes_.size() && i < 10; ++i) {
      const auto byte = static_cast<unsigned char>(bytes_[i]);
      value |= static_cast<uint64_t>(byte & 0x7F) << (7 * i);
      if (byte < 0x80) {
        bytes_.remove_prefix(i + 1);
        return true;
      }
    }
    return false;
  }
  template <typename Fixed>
  bool TakeFixed(Fixed& value) {
    static_assert(std::endian::native == std::endian::little);
    if (bytes_.size() < sizeof value) return false;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return true;
  }
  bool TakeBytes(std::string_view& value) {
    uint64_t size = 0;
    if (!TakeVarint(size) || size > bytes_.size()) return false;
    value = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return true;
  }
  bool TakeTag(uint32_t& number, WireType& type) {
    uint64_t tag = 0;
    if (!TakeVarint(tag) || (tag >> 3) == 0 || tag > UINT32_MAX) return false;
    number = static_cast<uint32_t>(tag >> 3);
    type = static_cast<WireType>(tag & 7);
    return true;
  }
  bool Skip(WireType type) {
    uint64_t number = 0;
    uint32_t half = 0;
    std::string_view bytes;
    switch (type) {
      case kVarint:
        return TakeVarint(number);
      case kFixed64:
        return TakeFixed(number);
      case kFixed32:
        return TakeFixed(half);
      case kLengthDelimited:
        return TakeBytes(bytes);
    }
    return false;  // a group
  }

 private:
  std::string_view bytes_;
};

// A value as the binary form has it.
struct WireValue {
  uint64_t number = 0;  // of all but kLengthDelimited
  std::string_view bytes;

  bool IsDefault() const { return number == 0 && bytes.empty(); }
};

bool TakeValue(WireReader& reader, WireType type, WireValue& value) {
  switch (type) {
    case kVarint:
      return reader.TakeVarint(value.number);
    case kFixed64:
      return reader.TakeFixed(value.number);
    case kFixed32: {
      uint32_t half = 0;
      const bool taken = reader.TakeFixed(half);
      value.number = half;
      return taken;
    }
    case kLengthDelimited:
      return reader.TakeBytes(value.bytes);
  }
  return false;
}

int64_t ZigZag(uint64_t number) {
  return static_cast<int64_t>(number >> 1) ^ -static_cast<int64_t>(number & 1);
}

// A message whose JSON form is not an object with its fields.
bool AppendWellKnownMessage(const Descriptor& type, std::string_view bytes, std::string& out) {
  const std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  if (!message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return false;
  AppendJson(*message, out);
  return true;
}

bool AppendTimestampField(std::string_view bytes, std::string& out) {
  WireReader reader(bytes);
  uint64_t parts[2] = {0, 0};  // seconds and nanos
  uint32_t last = 0;
  while (!reader.empty()) {
    uint32_t number = 0;
    WireType type{};
    if (!reader.TakeTag(number, type) || number <= last || number > 2 || type != kVarint ||
        !reader.TakeVarint(parts[number - 1]))
      return false;
    last = number;
  }
  AppendTimestamp(static_cast<int64_t>(parts[0]), static_cast<int32_t>(parts[1]), out);
  return true;
}

bool AppendWireFields(const MessageTable& table, std::string_view bytes, int depth, std::string& out);

bool AppendWireValue(const FieldTable& table, const WireValue& value, int depth, std::string& out) {
  const FieldDescriptor& field = *table.field;
  switch (field.type()) {
    case FieldDescriptor::TYPE_INT32:
    case FieldDescriptor::TYPE_SFIXED32:
      AppendNumber(static_cast<int32_t>(value.number), out);
      return true;
    case FieldDescriptor::TYPE_SINT32:
      AppendNumber(static_cast<int32_t>(ZigZag(value.number)), out);
      return true;
    case FieldDescriptor::TYPE_UINT32:
    case FieldDescriptor::TYPE_FIXED32:
      AppendNumber(static_cast<uint32_t>(value.number), out);
      return true;
    case FieldDescriptor::TYPE_INT64:
    case FieldDescriptor::TYPE_SFIXED64:
      AppendQuotedNumber(static_cast<int64_t>(value.number), out);
      return true;
    case FieldDescriptor::TYPE_SINT64:
      AppendQuotedNumber(ZigZag(value.number), out);
      return true;
    case FieldDescriptor::TYPE_UINT64:
    case FieldDescriptor::TYPE_FIXED64:
      AppendQuotedNumber(value.number, out);
      return true;
    case FieldDescriptor::TYPE_DOUBLE:
      AppendFloat(std::bit_cast<double>(value.number), out);
      return true;
    case FieldDescriptor::TYPE_FLOAT:
      AppendFloat(std::bit_cast<float>(static_cast<uint32_t>(value.number)), out);
      return true;
    case FieldDescriptor::TYPE_BOOL:
      out += value.number != 0 ? "true" : "false";
      return true;
    case FieldDescriptor::TYPE_ENUM:
      AppendEnum(*field.enum_type(), static_cast<int32_t>(value.number), out);
      return true;
    case FieldDescriptor::TYPE_STRING:
      AppendJsonString(value.bytes, out);
      return true;
    case FieldDescriptor::TYPE_BYTES:
      AppendBase64(value.bytes, out);
      return true;
    case FieldDescriptor::TYPE_MESSAGE:
      if (table.message == nullptr) {
        return field.message_type()->full_name() == "google.protobuf.Timestamp"
                   ? AppendTimestampField(value.bytes, out)
                   : AppendWellKnownMessage(*field.message_type(), value.bytes, out);
      }
      out += '{';
      if (!AppendWireFields(*table.message, value.bytes, depth + 1, out)) return false;
      out += '}';
      return true;
    case FieldDescriptor::TYPE_GROUP:
      return false;
  }
  return false;
}

// An entry is a message with the fields 1, the key, and 2, the value. C++ writes both.
bool AppendMapEntry(const MessageTable& table, std::string_view bytes, int depth, std::string& out) {
  WireReader reader(bytes);
  for (uint32_t expected : {1, 2}) {
    uint32_t number = 0;
    WireType type{};
    WireValue value;
    const FieldTable& field = table.fields[expected];
    if (reader.empty() || !reader.TakeTag(number, type) || number != expected || type != field.wire_type ||
        !TakeValue(reader, type, value))
      return false;
    if (expected == 2) {
      out += ':';
      if (!AppendWireValue(field, value, depth, out)) return false;
      continue;
    }
    std::string key;
    if (!AppendWireValue(field, value, depth, key)) return false;
    if (key.starts_with('"')) {
      out += key;
    } else {
      out += '"' + key + '"';
    }
  }
  return reader.empty();
}

// Appends the values of a repeated field that are together in `bytes`.
bool AppendPacked(const FieldTable& field, std::string_view bytes, int depth, std::string& out) {
  WireReader reader(bytes);
  while (true) {
    WireValue value;
    if (!TakeValue(reader, field.wire_type, value) || !AppendWireValue(field, value, depth, out))
      return false;
    if (reader.empty()) return true;
    out += ',';
  }
}

bool AppendWireFields(const MessageTable& table, std::string_view bytes, int depth, std::string& out) {
  if (depth > kMaxWireDepth) return false;
  WireReader reader(bytes);
  uint32_t last = 0;    // number of the field before
  char end = '\0';      // what ends that field, if it is repeated
  bool first = true;    // no field was written
  uint64_t oneofs = 0;  // that have a value
  while (!reader.empty()) {
    uint32_t number = 0;
    WireType type{};
    if (!reader.TakeTag(number, type) || number < last) return false;
    if (number >= table.fields.size() || table.fields[number].field == nullptr) {
      if (!reader.Skip(type)) return false;
      continue;  // unknown to this program
    }
    const FieldTable& field = table.fields[number];
    const bool repeated = field.field->is_repeated();
    const bool packed = repeated && type == kLengthDelimited && field.wire_type != kLengthDelimited;
    if ((number == last && !repeated) || (type != field.wire_type && !packed)) return false;
    if (field.oneof >= 0) {
      const uint64_t bit = uint64_t{1} << field.oneof;
      if (field.oneof > 63 || (oneofs & bit) != 0) return false;
      oneofs |= bit;
    }
    WireValue value;
    if (!TakeValue(reader, type, value)) return false;
    if (end != '\0' && number != last) out += std::exchange(end, '\0');
    if (!repeated && !field.has_presence && value.IsDefault()) {
      last = number;
      continue;
    }
    if (number != last || !repeated) {
      if (!std::exchange(first, false)) out += ',';
      out += field.key;
      if (repeated) {
        out += field.field->is_map() ? '{' : '[';
        end = field.field->is_map() ? '}' : ']';
      }
    } else {
      out += ',';
    }
    last = number;
    const bool appended = packed                  ? AppendPacked(field, value.bytes, depth, out)
                          : field.field->is_map() ? AppendMapEntry(*field.message, value.bytes, depth, out)
                                                  : AppendWireValue(field, value, depth, out);
    if (!appended) return false;
  }
  if (end != '\0') out += end;
  return true;
}

}  // namespace

bool AppendWireJson(const Descriptor& type, std::string_view bytes, std::string& out) {
  if (type.file()->package() == "google.protobuf") return false;
  const size_t before = out.size();
  out.reserve(before + 2 * bytes.size());
  out += '{';
  if (!AppendWireFields(TableOf(type), bytes, 0, out)) {
    out.resize(before);
    return false;
  }
  out += '}';
  return true;
}

std::string_view FindWireString(const Descriptor& type, std::string_view bytes, std::string_view name) {
  WireReader reader(bytes);
  while (!reader.empty()) {
    uint32_t number = 0;
    WireType wire_type{};
    std::string_view part;
    if (!reader.TakeTag(number, wire_type)) return {};
    const FieldDescriptor* field = type.FindFieldByNumber(static_cast<int>(number));
    if (field == nullptr || field->is_repeated() || field->message_type() == nullptr ||
        wire_type != kLengthDelimited) {
      if (!reader.Skip(wire_type)) return {};
      continue;
    }
    if (!reader.TakeBytes(part)) return {};
    const FieldDescriptor* wanted = field->message_type()->FindFieldByName(std::string(name));
    if (wanted == nullptr || wanted->type() != FieldDescriptor::TYPE_STRING || wanted->is_repeated())
      continue;
    WireReader inner(part);
    while (!inner.empty()) {
      std::string_view text;
      if (!inner.TakeTag(number, wire_type)) return {};
      if (static_cast<int>(number) != wanted->number() || wire_type != kLengthDelimited) {
        if (!inner.Skip(wire_type)) return {};
      } else {
        return inner.TakeBytes(text) ? text : std::string_view();
      }
    }
    return {};
  }
  return {};
}

}  // namespace verbatim::http
