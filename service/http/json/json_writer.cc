#include "http/json/json_writer.h"

#include <memory>
#include <unordered_map>
#include <vector>

#include "google/protobuf/any.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"
#include "http/json/json_values.h"

namespace verbatim::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AppendMessage(const Message& message, std::string& out);

// `"name":` of each field of a type, by the field's index.
const std::vector<std::string>& KeysOf(const Descriptor& type) {
  thread_local std::unordered_map<const Descriptor*, std::vector<std::string>> known;
  auto [entry, added] = known.try_emplace(&type);
  if (added) {
    for (int i = 0; i < type.field_count(); ++i)
      entry->second.push_back('"' + std::string(type.field(i)->json_name()) + "\":");
  }
  return entry->second;
}

// Appends one value of a field: item `index` of a repeated field, or the value of a singular field.
void AppendValue(const Message& message, const FieldDescriptor& field, int index, std::string& out) {
  const Reflection& reflection = *message.GetReflection();
  const bool repeated = field.is_repeated();
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return AppendNumber(repeated ? reflection.GetRepeatedInt32(message, &field, index)
                                   : reflection.GetInt32(message, &field),
                          out);
    case FieldDescriptor::CPPTYPE_UINT32:
      return AppendNumber(repeated ? reflection.GetRepeatedUInt32(message, &field, index)
                                   : reflection.GetUInt32(message, &field),
                          out);
    case FieldDescriptor::CPPTYPE_INT64:
      return AppendQuotedNumber(repeated ? reflection.GetRepeatedInt64(message, &field, index)
                                         : reflection.GetInt64(message, &field),
                                out);
    case FieldDescriptor::CPPTYPE_UINT64:
      return AppendQuotedNumber(repeated ? reflection.GetRepeatedUInt64(message, &field, index)
                                         : reflection.GetUInt64(message, &field),
                                out);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return AppendFloat(repeated ? reflection.GetRepeatedDouble(message, &field, index)
                                  : reflection.GetDouble(message, &field),
                         out);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return AppendFloat(repeated ? reflection.GetRepeatedFloat(message, &field, index)
                                  : reflection.GetFloat(message, &field),
                         out);
    case FieldDescriptor::CPPTYPE_BOOL:
      out += (repeated ? reflection.GetRepeatedBool(message, &field, index)
                       : reflection.GetBool(message, &field))
                 ? "true"
                 : "false";
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      return AppendEnum(*field.enum_type(),
                        repeated ? reflection.GetRepeatedEnumValue(message, &field, index)
                                 : reflection.GetEnumValue(message, &field),
                        out);
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string& text = repeated
                                    ? reflection.GetRepeatedStringReference(message, &field, index, &scratch)
                                    : reflection.GetStringReference(message, &field, &scratch);
      return field.type() == FieldDescriptor::TYPE_BYTES ? AppendBase64(text, out)
                                                         : AppendJsonString(text, out);
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return AppendMessage(repeated ? reflection.GetRepeatedMessage(message, &field, index)
                                    : reflection.GetMessage(message, &field),
                           out);
  }
}

// Appends the entries of a map. Keys are JSON strings, whatever their type.
void AppendMap(const Message& message, const FieldDescriptor& field, std::string& out) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor& key = *field.message_type()->map_key();
  const FieldDescriptor& value = *field.message_type()->map_value();
  out += '{';
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (i > 0) out += ',';
    const Message& entry = reflection.GetRepeatedMessage(message, &field, i);
    std::string name;
    AppendValue(entry, key, 0, name);
    const bool quoted = !name.empty() && name.front() == '"';
    out += quoted ? name : '"' + name + '"';
    out += ':';
    AppendValue(entry, value, 0, out);
  }
  out += '}';
}

// Appends `"name":value` of each set field. If `comma` is true, a comma precedes the first field.
void AppendFields(const Message& message, std::string& out, bool comma) {
  const Reflection& reflection = *message.GetReflection();
  const std::vector<std::string>& keys = KeysOf(*message.GetDescriptor());
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (comma) out += ',';
    comma = true;
    out += keys[static_cast<size_t>(field->index())];
    if (field->is_map()) {
      AppendMap(message, *field, out);
    } else if (field->is_repeated()) {
      const int size = reflection.FieldSize(message, field);
      out += '[';
      for (int i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        AppendValue(message, *field, i, out);
      }
      out += ']';
    } else {
      AppendValue(message, *field, 0, out);
    }
  }
}

// Appends an Any. If this program does not know the type, appends only the URL of the type.
void AppendAny(const google::protobuf::Any& any, std::string& out) {
  out += "{\"@type\":";
  AppendJsonString(any.type_url(), out);
  std::string name;
  if (google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &name)) {
    const Descriptor* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
    if (type != nullptr) {
      const std::unique_ptr<Message> message(
          google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
      if (message->ParseFromString(any.value())) AppendFields(*message, out, /*comma=*/true);
    }
  }
  out += '}';
}

// The well-known types have forms of their own.
bool AppendWellKnown(const Message& message, std::string& out) {
  const Descriptor* type = message.GetDescriptor();
  if (type == google::protobuf::Timestamp::descriptor()) {
    const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
    AppendTimestamp(time.seconds(), time.nanos(), out);
  } else if (type == google::protobuf::Duration::descriptor()) {
    AppendJsonString(
        google::protobuf::util::TimeUtil::ToString(static_cast<const google::protobuf::Duration&>(message)),
        out);
  } else if (type == google::protobuf::Any::descriptor()) {
    AppendAny(static_cast<const google::protobuf::Any&>(message), out);
  } else if (type == google::protobuf::FieldMask::descriptor()) {
    std::string paths;
    for (const std::string& path : static_cast<const google::protobuf::FieldMask&>(message).paths()) {
      if (!paths.empty()) paths += ',';
      paths += ToCamelCase(path);
    }
    AppendJsonString(paths, out);
  } else if (type->file()->package() == "google.protobuf") {
    std::string json;  // the contract uses no other well-known type
    if (google::protobuf::util::MessageToJsonString(message, &json).ok()) out += json;
  } else {
    return false;
  }
  return true;
}

void AppendMessage(const Message& message, std::string& out) {
  if (AppendWellKnown(message, out)) return;
  out += '{';
  AppendFields(message, out, /*comma=*/false);
  out += '}';
}

}  // namespace

void AppendJson(const Message& message, std::string& out) { AppendMessage(message, out); }

std::string ToJson(const Message& message) {
  std::string out;
  AppendMessage(message, out);
  return out;
}

void AppendJsonString(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, start, i - start);
    start = i + 1;
    out += '\\';
    switch (c) {
      case '"':
      case '\\':
        out += static_cast<char>(c);
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text, start);
  out += '"';
}

std::string ToCamelCase(std::string_view path) {
  std::string name;
  bool upper = false;
  for (const char c : path) {
    if (c == '_') {
      upper = true;
      continue;
    }
    name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return name;
}

}  // namespace verbatim::http
